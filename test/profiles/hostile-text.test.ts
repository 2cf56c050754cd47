import { describe, expect, test } from 'vitest'
import { readProfileText } from '../../src/profiles/profile-text.ts'
import { refusal } from './refusal.ts'

const kib256 = 256 * 1024

describe('text made to exhaust the parser is refused:', () => {
  const tooMuch = /^The profile holds too much for a profile, in p\.yaml:\d+:\d+\.$/
  const tooDeep = /^[\w.]+( profile)? is nested too deeply, in p\.yaml:\d+:\d+, got .+\.$/
  const tooLong = /^The profile holds a text of more than 10000 characters, in p\.yaml:\d+:\d+, got .+\.$/
  const nine = (item: string): string => `[${Array.from({ length: 9 }, () => item).join(', ')}]`
  const bomb = [
    'a: &a lol',
    ...Array.from('bcdefghi', (key, index) => `${key}: &${key} ${nine(`*${'abcdefgh'[index]}`)}`),
  ].join('\n')
  test.each([
    ['50,000 keys', Array.from({ length: 50_000 }, (_, index) => `k${index}: 1`).join('\n'), tooMuch],
    ['256 KiB of brackets', '['.repeat(kib256), tooDeep],
    ['256 KiB of braces', '{a: '.repeat(kib256 / 4), tooDeep],
    ['256 KiB of dashes', '- '.repeat(kib256 / 2), tooMuch],
    ['14,000 dashes', '- '.repeat(14_000), tooDeep],
    ['700 levels', Array.from({ length: 700 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'), tooDeep],
    ['256 KiB of anchors', '&a '.repeat(kib256 / 3), tooMuch],
    ['256 KiB of documents', '---\n'.repeat(kib256 / 4), tooMuch],
    ['256 KiB of broken escapes', `"${'\\x'.repeat(kib256 / 2)}`, tooLong],
    ['256 KiB of one word', 'a'.repeat(kib256), tooLong],
    ['a billion laughs', bomb, /^The profile holds more than 5000 values, in p\.yaml:\d+:\d+, got \*a\.$/],
  ])('%s', (_, text, sentence) => {
    expect(refusal(text)?.sentence).toMatch(sentence)
  })

  test('4,000 unknown keys are each named once', () => {
    const reading = readProfileText(
      Array.from({ length: 4000 }, (_, index) => `k${index}: 1`).join('\n'),
      'p.yaml',
    )
    expect(reading.ok ? [] : reading.problems.map(({ got, line }) => [got, line]).slice(-2)).toEqual([
      ['k3998', 3999],
      ['k3999', 4000],
    ])
  })

  test('33 levels are too many, 32 are not, and brackets that were closed do not count', () => {
    const levels = (count: number): string =>
      Array.from({ length: count }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')
    expect(refusal(levels(33))?.sentence).toMatch(tooDeep)
    expect(refusal(levels(32))?.sentence).toBe('The profile has an unknown key, in p.yaml:1:1, got a.')
    expect(refusal(`{`.repeat(33))?.sentence).toBe(`The profile is nested too deeply, in p.yaml:1:33, got {.`)
    const tiers = Array.from({ length: 100 }, (_, index) => `  t${index}: {cpuCores: ${index + 1}}`)
    expect(refusal(`tiers:\n${tiers.join('\n')}\n`)).toBeNull()
  })
})

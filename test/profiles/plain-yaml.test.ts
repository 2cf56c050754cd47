import { describe, expect, test } from 'vitest'
import * as profiles from '../../src/profiles/index.ts'
import { parseProfileText } from '../../src/profiles/profile-text.ts'
import { refusal } from './refusal.ts'

describe('YAML as people write it is understood:', () => {
  const part = (text: string): unknown => parseProfileText(text, 'p.yaml').part
  const tier = { cpuCores: 2, memoryBytes: 4 * 2 ** 30 }
  test.each([
    ['a byte-order mark', '\uFEFFname: x\n', { name: 'x' }],
    ['line ends of Windows', 'name: x\r\nsizing:\r\n  tier: a\r\n', { name: 'x', sizing: { tier: 'a' } }],
    ['one document with its markers', '---\nname: x\n...\n', { name: 'x' }],
    ['braces', '{name: x, sizing: {tier: a}}', { name: 'x', sizing: { tier: 'a' } }],
    ['a plain tag', 'name: !!str 12\n', { name: '12' }],
    ['folded text', 'name: >\n  my\n  service\n', { name: 'my service' }],
    [
      'an anchor and its alias',
      'tiers:\n  a: &a {cpuCores: 2, memory: 4GiB}\n  b: *a\n',
      { tiers: { a: tier, b: tier } },
    ],
    [
      'a merge key, which yields to the keys beside it',
      'tiers:\n  a: &a {cpuCores: 2, memory: 4GiB}\n  b:\n    cpuCores: 3\n    <<: *a\n',
      { tiers: { a: tier, b: { ...tier, cpuCores: 3 } } },
    ],
    [
      'merged maps, of which the first wins',
      'tiers:\n  a: &a {cpuCores: 2}\n  b: {<<: [*a, {cpuCores: 9, memory: 4GiB}]}\n',
      { tiers: { a: { cpuCores: 2 }, b: tier } },
    ],
    [
      'an anchor given anew, also after an alias that holds the old one',
      'tiers:\n  a: &a {cpuCores: &n 2}\n  b: {cpuCores: &n 3}\n  c: *a\n  d: {cpuCores: *n}\n',
      { tiers: { a: { cpuCores: 2 }, c: { cpuCores: 2 }, b: { cpuCores: 3 }, d: { cpuCores: 3 } } },
    ],
  ])('%s', (_, text, expected) => {
    expect(part(text)).toEqual({ name: 'p', source: 'p.yaml', ...expected })
  })

  test('the place of a problem counts from the mark-free beginning and past wide characters', () => {
    expect(refusal('\uFEFFnom: x\n')?.sentence).toBe(
      'The profile has an unknown key, in p.yaml:1:1, got nom.',
    )
    expect(refusal('name: "ä漢"\r\nsizing: {tier: ä漢, modl: x}\r\n')?.sentence).toBe(
      'sizing.tier is not a name, in p.yaml:2:16, got ä漢.',
    )
  })
})

test('one file can be read on its own, with what it extends as a name only', async () => {
  const file = await profiles.parseProfileText('extends: production\nquota: {pods: 3}\n', 'team/mine.yaml')
  expect([file.base, file.part]).toEqual([
    'production',
    { name: 'mine', source: 'team/mine.yaml', quota: { pods: 3 } },
  ])
  await expect(profiles.parseProfileText('quota: 3\n', 'mine.yaml')).rejects.toThrow(
    'quota must be a map, in mine.yaml:1:8, got 3.',
  )
})

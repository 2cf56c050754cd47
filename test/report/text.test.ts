import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asciiText } from '../../src/report/ascii-text.ts'
import { cleanLine, cleanText } from '../../src/report/clean-text.ts'
import { displayWidth } from '../../src/report/display-width.ts'
import { wrapCommand } from '../../src/report/wrap-command.ts'
import { wrapAfter, wrapText } from '../../src/report/wrap-text.ts'
import { hostile, prose } from './envelopes.ts'

describe('cleaning', () => {
  const cases = [
    ['takes colours away', '\u001b[31mred\u001b[0m', 'red'],
    ['takes screen commands of eight bits away', '\u009b2Jcleared', 'cleared'],
    ['takes window titles away', '\u001b]0;title\u0007text', 'text'],
    [
      'takes hyperlinks away and keeps their text',
      '\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\',
      'link',
    ],
    ['keeps the text after an unended sequence', '\u001b]0;title', '0;title'],
    ['takes bells and backspaces away', 'a\u0007b\u0008c\u007f', 'abc'],
    ['takes marks away that reorder text', 'a\u202egnp.exe', 'agnp.exe'],
    ['keeps line breaks and tabs', 'a\r\nb\tc\rd', 'a\nb\tc\nd'],
    ['replaces half characters', 'a\ud800b', 'a\ufffdb'],
  ] as const

  test.each(cases)('%s', (_, text, clean) => {
    expect(cleanText(text)).toBe(clean)
  })

  test('makes one line of several', () => {
    expect(cleanLine(' a\n\tb  c ')).toBe('a b c')
  })

  test('leaves no control character in any text, and nothing more to clean', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(cleanText(text)).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cs}]/u)
        expect(cleanText(cleanText(text))).toBe(cleanText(text))
      }),
    )
  })
})

describe('ASCII', () => {
  const cases = [
    ['5 µs – 6 μs … 2×', '5 us - 6 us ... 2x'],
    ['Größe naïve Å', 'Grosse naive A'],
    ['≤ 5 → σ', '<= 5 -> sigma'],
    ['容量 😀', '?? ?'],
    ['e\u0301', 'e'],
  ] as const

  test.each(cases)('%s is %s', (text, ascii) => {
    expect(asciiText(text)).toBe(ascii)
  })

  test('is all that is left of any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => /^[\0-\x7f]*$/.test(asciiText(text))))
  })
})

test.each([
  ['plain', 5],
  ['容量', 4],
  ['😀', 2],
  ['e\u0301', 1],
  ['🇩🇪', 2],
])('%s takes %i columns', (text, width) => {
  expect(displayWidth(text)).toBe(width)
})

describe('wrapping', () => {
  test('breaks at blanks', () => {
    expect(wrapText('one two three four', 9)).toEqual(['one two', 'three', 'four'])
  })

  test('leaves a long word whole, unless it is told to break it', () => {
    expect(wrapText('see https://example.org/a', 10)).toEqual(['see', 'https://example.org/a'])
    expect(wrapText('see abcdefghijklm', 10, true)).toEqual(['see', 'abcdefghij', 'klm'])
  })

  test('breaks ideographs anywhere', () => {
    expect(wrapText('容量計画', 5)).toEqual(['容量', '計画'])
  })

  test('goes on after a prefix and indents what follows', () => {
    expect(wrapAfter('warning:', 'one two three', 14, '  ')).toEqual(['warning: one', '  two three'])
  })

  test('of nothing is one empty line', () => {
    expect(wrapText('', 10)).toEqual([''])
  })

  test('keeps every word in order', () => {
    fc.assert(
      fc.property(prose, fc.integer({ min: 20, max: 60 }), (text, width) => {
        const lines = wrapText(text, width)
        expect(lines.join(' ').split(/\s+/)).toEqual(text.split(/\s+/))
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width)
      }),
    )
  })
})

describe('a long command', () => {
  test('is continued with backslashes, so that it can be copied', () => {
    expect(wrapCommand('  do: ', 'sysctl -w net.core.somaxconn=4096 vm.swappiness=10', 40)).toEqual([
      '  do: sysctl -w \\',
      '        net.core.somaxconn=4096 \\',
      '        vm.swappiness=10',
    ])
  })

  test('is never broken inside quotes', () => {
    expect(wrapCommand('', `psql -c 'alter system set work_mem = 1'`, 24)).toEqual([
      'psql -c \\',
      `  'alter system set work_mem = 1'`,
    ])
  })

  test.each([
    'a # a comment that is long enough to wrap',
    'cat <<EOF and then many more words',
    `echo 'open and long and longer`,
  ])('stays whole where a break would change it: %s', (command) => {
    expect(wrapCommand('', command, 20)).toEqual([command])
  })
})

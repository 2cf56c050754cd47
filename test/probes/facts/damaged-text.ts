import * as fc from 'fast-check'

/** Bits that kernels write, that overflow, or that look like both. */
const crumbs = [
  '',
  '',
  '-1',
  '0',
  'max',
  '18446744073709551615',
  '1e309',
  '1e999',
  'NaN',
  'Infinity',
  '-',
  ':',
  '/',
  '/..',
  ' - ',
  '\n',
  '\0',
  ' ',
  '\t',
  '__proto__',
  'constructor',
  'toString',
  '9'.repeat(400),
  '\\040',
  '\\777',
  ' (deleted)',
  '\ud800',
  '\ufffd',
  ',',
  '(',
  ')',
  '[',
  ']',
  '[9/9]',
  '{',
  '}',
  '"',
  'null',
  '%',
  '%s',
  '-0',
  '0x1F',
  '.5',
  '1.',
  'cpu',
  'some ',
  'FFFFFFFF',
  ' 0 0 0 0 0 0 0',
]

// One list of numbers makes a whole damage: far faster than a tree of arbitraries.
export const plan = fc.array(fc.nat(2 ** 31 - 1), { minLength: 2, maxLength: 14 })

/** A part of one of `texts` after up to four cuts, each filled with a crumb. */
export function damaged(texts: readonly string[], [which = 0, from = 0, ...cuts]: readonly number[]): string {
  const whole = texts[which % texts.length] ?? ''
  // Most files speak in their first lines; of a long one, any part.
  const start = from % 3 === 0 ? from % Math.max(whole.length - 1000, 1) : 0
  let text = whole.slice(start, start + 1500)
  for (let at = 0; at + 2 < cuts.length; at += 3) {
    const [place = 0, length = 0, crumb = 0] = cuts.slice(at, at + 3)
    const cut = place % (text.length + 1)
    text = text.slice(0, cut) + (crumbs[crumb % crumbs.length] ?? '') + text.slice(cut + (length % 12))
  }
  return text
}

// Letters, punctuation and lines that are one column wide each: most text never meets the slow expressions below.
const plain = /^[\x20-\x7e\u00a0-\u02ff\u2010-\u2027\u2500-\u257f]*$/
const combining = /[\u0300-\u036f]/
const wide = new RegExp(
  '[\\u1100-\\u115f\\u2329\\u232a\\u2e80-\\u303e\\u3040-\\u3247\\u3250-\\u4dbf\\u4e00-\\ua4c6\\ua960-\\ua97c' +
    '\\uac00-\\ud7a3\\uf900-\\ufaff\\ufe10-\\ufe19\\ufe30-\\ufe6b\\uff01-\\uff60\\uffe0-\\uffe6' +
    '\\u{1b000}\\u{1b001}\\u{1f200}-\\u{1f251}\\u261d\\u26f9\\u270c\\u270d\\u{20000}-\\u{3fffd}]' +
    '|\\p{Emoji_Presentation}',
  'u',
)
const regionalIndicator = /[\u{1f1e6}-\u{1f1ff}]/u

/** How many columns of a terminal clean `text` takes: ideographs and emoji take two, combining accents none. */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length
  let width = 0
  for (const character of text) width += characterWidth(character)
  return width
}

/** Columns of one character: 0, 1 or 2. */
export function characterWidth(character: string): number {
  if (combining.test(character)) return 0
  return wide.test(character) && !regionalIndicator.test(character) ? 2 : 1
}

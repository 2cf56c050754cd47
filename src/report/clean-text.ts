const escapeSequences = new RegExp(
  [
    '(?:\\u001b\\[|\\u009b)[0-?]*[ -/]*[@-~]',
    '(?:\\u001b[\\]PX^_]|[\\u0090\\u0098\\u009d-\\u009f])[^\\u0007\\u001b\\u009c\\n]*(?:\\u0007|\\u001b\\\\|\\u009c)',
    '\\u001b[ -/]*[0-~]',
  ].join('|'),
  'g',
)
// Format characters reorder or hide what a reader sees; variation selectors change how wide it is.
const invisible = /\p{Cf}|[\uFE00-\uFE0F]|[\uFFFE\uFFFF]/gu
const control = /(?![\n\t])\p{Cc}/gu
const loneSurrogate = /\p{Cs}/gu

/** Text of any origin made safe to show: no escape sequences, control or invisible characters; line breaks and tabs stay. */
export function cleanText(text: string): string {
  return text
    .replace(escapeSequences, '')
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(control, '')
    .replace(invisible, '')
    .replace(loneSurrogate, '\uFFFD')
}

/** As `cleanText`, on one line: line breaks, tabs and runs of blanks become one blank. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim()
}

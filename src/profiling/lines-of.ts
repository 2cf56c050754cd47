/** The lines of `text` one by one, without their line ends: a profile may be too long to hold them all at once. */
export function* linesOf(text: string): Iterable<string> {
  let begin = 0
  while (begin < text.length) {
    const found = text.indexOf('\n', begin)
    const end = found < 0 ? text.length : found
    yield text.slice(begin, text.charCodeAt(end - 1) === 13 ? end - 1 : end)
    begin = end + 1
  }
}

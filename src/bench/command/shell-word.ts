/** Outside quotes: a pipe, a list, a redirection, a variable, a pattern or a home folder. */
const shellWord = /^(?:\|\|?|&&?|;|.*;|[0-9]*[<>].*|\$[A-Za-z_{(?!$@*#0-9].*|`.*|~(?:\/.*)?|[^=]*\*.*)$/s

/** The first word of `line` that means something to a shell and nothing without one; null where there is none. */
export function shellWordIn(line: string): string | null {
  for (const [word] of line.matchAll(/(?:'[^']*'|"(?:[^"\\]|\\[\s\S])*"|\\[\s\S]|[^\s'"\\])+/g)) {
    const isQuoted = /['"\\]/.test(word)
    if (!isQuoted && shellWord.test(word)) return word
  }
  return null
}

import { OperatorError } from '../../core/index.ts'

/** Words of a command line as a POSIX shell splits them by blanks, quotes and backslashes, and nothing else of a shell. Throws OperatorError (exit 2) on an open quote or a last backslash. */
export function splitWords(line: string): string[] {
  const words: string[] = []
  const piece = /\s+|'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|[^\s'"\\]+|([\s\S])/gy
  let word: string | null = null
  for (const [text, single, double, escaped, stray] of line.matchAll(piece)) {
    if (stray !== undefined) throw unbalanced(line, stray)
    if (/^\s/.test(text)) {
      if (word !== null) words.push(word)
      word = null
      continue
    }
    word =
      (word ?? '') +
      (single ?? (double === undefined ? undefined : unquoted(double)) ?? unbroken(escaped) ?? text)
  }
  if (word !== null) words.push(word)
  return words
}

/** Inside double quotes a backslash escapes only these; before the end of a line both go. */
function unquoted(text: string): string {
  return text.replaceAll(/\\([$`"\\\n])/g, (_, next: string) => (next === '\n' ? '' : next))
}

function unbroken(escaped: string | undefined): string | undefined {
  return escaped === '\n' ? '' : escaped
}

function unbalanced(line: string, stray: string): OperatorError {
  return new OperatorError({
    sentence:
      stray === '\\'
        ? `The command ends in a backslash: ${line}`
        : `A quote (${stray}) is not closed in the command: ${line}`,
    hint: 'Close it, or escape the character by a backslash.',
  })
}

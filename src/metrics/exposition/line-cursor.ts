import { malformed } from './malformed.ts'

/** A line that is read from left to right. */
export interface LineCursor {
  /** The character that comes next; empty at the end of the line. */
  next(): string
  /** Goes over `character` if it comes next, and says whether it did. */
  take(character: string): boolean
  skipBlanks(): void
  /** Everything up to one of `ends`, or to the end of the line. */
  until(ends: string): string
  /** What a pattern (sticky) finds here; empty where it does not. */
  match(pattern: RegExp): string
  /** All that is left. */
  rest(): string
  /** What stands between two quotation marks, the first of which was taken already. */
  quoted(what: string): string
}

/** What a backslash before another character than \\, " and n means: a fault, or itself. */
export type OtherEscapes = 'faults' | 'themselves'

/** A cursor at the begin of a line, which holds no line feed. */
export function lineCursor(line: string, otherEscapes: OtherEscapes): LineCursor {
  let at = 0
  return {
    next: () => line.charAt(at),
    take(character) {
      if (line.charAt(at) !== character) return false
      at++
      return true
    },
    skipBlanks() {
      while (line.charAt(at) === ' ' || line.charAt(at) === '\t') at++
    },
    until(ends) {
      const begin = at
      while (at < line.length && !ends.includes(line.charAt(at))) at++
      return line.slice(begin, at)
    },
    match(pattern) {
      pattern.lastIndex = at
      const [found = ''] = pattern.exec(line) ?? []
      at += found.length
      return found
    },
    rest() {
      const left = line.slice(at)
      at = line.length
      return left
    },
    quoted(what) {
      const begin = at
      for (; at < line.length; at++) {
        const character = line.charAt(at)
        if (character === '\\') at++
        else if (character === '"') return unescaped(line.slice(begin, at++), otherEscapes)
      }
      return malformed(`${what} has no quotation mark at its end`)
    },
  }
}

/** A text with \\, \" and \n put in their places. */
export function unescaped(text: string, otherEscapes: OtherEscapes): string {
  if (!text.includes('\\')) return text
  return text.replace(/\\([\s\S]?)/g, (whole, character: string) => {
    if (character === 'n') return '\n'
    if (character === '\\' || character === '"') return character
    return otherEscapes === 'themselves' ? whole : malformed(`invalid escape sequence ${whole}`)
  })
}

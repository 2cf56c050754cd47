import { type Fault, quote } from './problem.ts'
import { Lexer } from './yaml-package.ts'

const mostLexemes = 30_000
const longestLexeme = 10_000
const deepestBrackets = 32
/** The lexer's own marks for documents and scalars, which are not in the text. */
const marks = new Set(['\u0002', '\u0018', '\u001f'])

/** What makes `text` unfit to be parsed at all: not text, too much of it, or brackets without end; null when it is fit. */
export function unfitText(text: string): Fault | null {
  const at = text.search(/(?![\t\n\r\u0085])[\p{Cc}\uFFFD]/u)
  if (at === -1) return unfitLexeme(text)
  const character = text.charAt(at)
  const problem =
    character === '\0'
      ? 'holds a NUL byte'
      : character === '\uFFFD'
        ? 'holds bytes that are not UTF-8'
        : 'holds a control character'
  return fault(at, problem, 'Save the file as UTF-8 text.', quote(character))
}

// The parser needs seconds for 256 KiB of brackets or broken escapes; its lexer, stopped early, does not.
function unfitLexeme(text: string): Fault | null {
  const less = 'Keep to the settings that differ, and put the rest in a profile that this one extends.'
  let at = 0
  let count = 0
  let depth = 0
  for (const lexeme of new Lexer().lex(text)) {
    if (marks.has(lexeme)) continue
    count += 1
    if (lexeme === '[' || lexeme === '{') depth += 1
    if (lexeme === ']' || lexeme === '}') depth -= 1
    if (depth > deepestBrackets)
      return fault(at, 'is nested too deeply', flatter, quote(text.slice(at, at + 100)))
    if (count > mostLexemes) return fault(at, 'holds too much for a profile', less, null)
    if (lexeme.length > longestLexeme && !lexeme.startsWith('#') && lexeme.trim() !== '') {
      return fault(at, `holds a text of more than ${longestLexeme} characters`, less, quote(lexeme))
    }
    at += lexeme.length
  }
  return null
}

/** What to do about nesting. */
export const flatter = 'A profile is at most four levels deep: see lewis-perf profile init.'

function fault(at: number, problem: string, hint: string, got: string | null): Fault {
  return { path: [], at, problem, hint, got }
}

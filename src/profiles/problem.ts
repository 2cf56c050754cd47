import { maskSecrets, OperatorError } from '../core/index.ts'

/** One thing wrong in a profile file. `problem` continues the subject `path` ("tiers.small.memory *needs a unit of size*"). */
export interface ProfileProblem {
  /** The file, as the operator would write it. */
  source: string
  /** From 1. */
  line: number
  /** From 1, in UTF-16 units. */
  column: number
  /** Keys joined by dots; empty for the file as a whole. */
  path: string
  problem: string
  hint: string
  /** The offending text, masked and at most 60 characters; null when something is missing. */
  got: string | null
}

/** A problem before it has a file and a line: `at` is an offset into the text. */
export interface Fault {
  path: readonly string[]
  at: number
  problem: string
  hint: string
  got: string | null
}

const longestQuote = 60

/** The first of `problems` as an error, with the number of the others in its hint; `file` is what to validate. */
export function problemsError(problems: readonly ProfileProblem[], file: string): OperatorError {
  const [first] = problems
  if (first === undefined) throw new RangeError('No problem to report.')
  const others = problems.length - 1
  const more = `And ${others} more ${others === 1 ? 'problem' : 'problems'}: run lewis-perf profile validate ${visible(file)}.`
  return new OperatorError({
    sentence: problemSentence(first),
    hint: others === 0 ? first.hint : `${first.hint} ${more}`,
  })
}

/** One sentence: what is wrong, in FILE:LINE:COLUMN, got TEXT. */
export function problemSentence({ source, line, column, path, problem, got }: ProfileProblem): string {
  const quoted = got === null ? '' : `, got ${got}`
  return `${path === '' ? 'The profile' : path} ${problem}, in ${visible(source)}:${line}:${column}${quoted}.`
}

/** The faults of one text as problems of `source`, in the order of the text. */
export function locate(faults: readonly Fault[], text: string, source: string): ProfileProblem[] {
  const place = placesIn(text)
  return faults
    .toSorted((a, b) => a.at - b.at)
    .map(({ path, at, problem, hint, got }) => ({
      source,
      ...place(at),
      path: path.map((key) => quote(key)).join('.'),
      problem,
      hint,
      got,
    }))
}

/** Line and column, both from 1, of an offset into `text`. */
export function placesIn(text: string): (offset: number) => { line: number; column: number } {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
  }
}

/** `text` fit for a message: as `visible`, masked also by the name of its `key`, and at most 60 characters. */
export function quote(text: string, key = ''): string {
  if (text === '') return "''"
  // Masked before it is cut, because half a secret would no longer look like one.
  const prefix = key === '' ? '' : `${key}: `
  const masked = visible(`${prefix}${text.slice(0, 2000)}`)
  const letters = Array.from(masked.startsWith(prefix) ? masked.slice(prefix.length) : masked)
  return letters.length > longestQuote ? `${letters.slice(0, longestQuote - 1).join('')}…` : letters.join('')
}

/** `text` in one line, with secrets masked and control characters written out. */
export function visible(text: string): string {
  return maskSecrets(text).replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\uFFFD]/gu, escaped)
}

function escaped(character: string): string {
  if (character === '\n') return '\\n'
  if (character === '\t') return '\\t'
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`
}

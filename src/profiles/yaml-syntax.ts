import { type Fault, quote } from './problem.ts'
import type { YAMLError } from './yaml-package.ts'
import { flatter } from './yaml-text.ts'

const sayings: readonly { code: string; begins?: string; problem: string; hint: string }[] = [
  { code: 'TAB_AS_INDENT', problem: 'is indented with a tab', hint: 'Indent with spaces.' },
  {
    code: 'BAD_INDENT',
    begins: 'Flow',
    problem: 'has a bracket that is not closed',
    hint: 'Close it with ] or }, or write one key a line without brackets.',
  },
  {
    code: 'BAD_INDENT',
    problem: 'has a line that is not indented like its neighbours',
    hint: 'Give the keys of one section the same number of spaces.',
  },
  {
    code: 'MISSING_CHAR',
    begins: 'Missing closing',
    problem: 'has a quote that is not closed',
    hint: 'End the text with the quote that begins it.',
  },
  {
    code: 'MISSING_CHAR',
    begins: 'Implicit map keys',
    problem: 'has a line without a colon',
    hint: 'Write key: value.',
  },
  { code: 'MULTILINE_IMPLICIT_KEY', problem: 'has a line without a colon', hint: 'Write key: value.' },
  {
    code: 'BLOCK_AS_IMPLICIT_KEY',
    problem: 'has two keys in one line',
    hint: 'Put a text that holds a colon in quotes, or the second key on a line of its own.',
  },
  {
    code: 'BAD_SCALAR_START',
    problem: 'has a value that begins with a reserved character',
    hint: 'Put the value in quotes.',
  },
  {
    code: 'MULTIPLE_DOCS',
    problem: 'holds several documents',
    hint: 'Keep one; put the others in files of their own and name them with extends.',
  },
  { code: 'RESOURCE_EXHAUSTION', problem: 'is nested too deeply', hint: flatter },
]

/** A complaint of the YAML parser in the words of the toolkit, with the line that it is about. */
export function syntaxFault(error: YAMLError, text: string): Fault {
  const at = Math.min(error.pos[0], text.length)
  const saying = sayings.find(
    ({ code, begins = '' }) => code === error.code && error.message.startsWith(begins),
  )
  return {
    path: [],
    at,
    problem: saying?.problem ?? `cannot be read as YAML (${quote(error.message)})`,
    hint: saying?.hint ?? 'Write key: value lines, indented with spaces.',
    got: lineAt(text, at),
  }
}

function lineAt(text: string, at: number): string | null {
  const begin = text.lastIndexOf('\n', at - 1) + 1
  const end = text.indexOf('\n', at)
  const line = text.slice(begin, end === -1 ? text.length : end).trimEnd()
  return line === '' ? null : quote(line)
}

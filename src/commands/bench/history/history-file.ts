import { type History, parseHistory } from '../../../comparison/index.ts'
import type { Context } from '../../command.ts'
import { readInput } from '../../read-input.ts'

/** The runs in the history `file`. Throws OperatorError (exit 2) where it is none. */
export function historyFile(file: string, context: Context): History {
  const text = readInput(file, 'Give a file that lewis-perf bench history add wrote.', context)
  return parseHistory(text, file === '-' ? 'standard input' : file)
}

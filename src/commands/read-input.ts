import { resolve } from 'node:path'
import { OperatorError } from '../core/index.ts'
import type { Context } from './command.ts'

/** More than this is not an input but a mistake, and would not fit in memory. */
const maximumBytes = 512 * 2 ** 20

/** The text of `file` (`-` is standard input); `hint` says what else to give. Throws OperatorError (exit 2) where it cannot be read. */
export function readInput(file: string, hint: string, { world }: Context): string {
  const text = world.files.text(resolve(world.directory, file), maximumBytes)
  if (text.ok) return text.value
  const because = {
    absent: 'there is no such file',
    denied: 'it may not be read',
    unreadable: 'it cannot be read',
    timeout: 'it took too long',
  }
  throw new OperatorError({
    sentence: `${file === '-' ? 'standard input' : file} was not read: ${because[text.reason]}.`,
    hint,
  })
}

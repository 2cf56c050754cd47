import { accessSync, constants, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { OperatorError } from '../../core/index.ts'

/** The absolute path of `name` as execvp would find it. Throws OperatorError (exit 2) where there is none that may be run. */
export function findProgram(
  name: string,
  { path, directory }: { path: string | undefined; directory: string },
): string {
  const folders = name.includes('/') ? [''] : (path ?? '/usr/bin:/bin').split(':')
  const found = folders.map((folder) => resolve(directory, folder, name)).find(isProgram)
  if (found !== undefined && name !== '') return found
  throw new OperatorError({
    sentence: `There is no program ${name === '' ? 'in an empty command' : name} that can be run.`,
    hint: 'Give its path, or install it. What only a shell knows (pipes, ;, built-in commands) needs --shell.',
  })
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

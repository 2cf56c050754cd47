import { accessSync, constants, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { OperatorError } from '../../core/index.ts'
import { splitWords } from './split-words.ts'

/** Where and how a command line is run. */
export interface CommandPlace {
  /** Program that gets `-c COMMAND`; null splits the command into words by ourselves. */
  shell: string | null
  directory: string
  /** The variable PATH. */
  path: string | undefined
}

/** The program that `command` starts, as an absolute path, and its words. Throws OperatorError (exit 2) where there is none that may be run, and on an open quote. */
export function programOf(
  command: string,
  { shell, directory, path }: CommandPlace,
): { path: string; words: string[] } {
  const words = shell === null ? splitWords(command) : [shell, '-c', command]
  return { path: findProgram(words[0] ?? '', { path, directory }), words }
}

/** The absolute path of `name` as execvp would find it. */
function findProgram(
  name: string,
  { path, directory }: { path: string | undefined; directory: string },
): string {
  const folders = name.includes('/') ? [''] : (path ?? '/usr/bin:/bin').split(':')
  const found = folders.map((folder) => resolve(directory, folder, name)).find(isProgram)
  if (found !== undefined && name !== '') return found
  throw new OperatorError({
    sentence:
      name === ''
        ? 'A command is empty: there is no program to run.'
        : `There is no program ${name} that can be run.`,
    hint: 'Give its path, or install it. What only a shell knows (pipes, ;, variables, built-in commands) needs --shell.',
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

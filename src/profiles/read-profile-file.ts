import { basename, dirname } from 'node:path'
import { type Parsed, rejected, suggest, understood, type World } from '../core/index.ts'

const mostBytes = 256 * 1024

/** The text of a profile file, at most 256 KiB of it, or why it cannot be read; `path` is absolute. */
export function readProfileFile(path: string, files: World['files']): Parsed<string> {
  const size = files.size(path)
  if (!size.ok) return unreadable(path, files, size.reason)
  if (size.value > mostBytes) return tooLarge()
  const text = files.text(path, mostBytes)
  if (text.ok) return understood(text.value)
  if (text.reason === 'unreadable') return rejected('is not UTF-8 text', 'Save the file as UTF-8 text.')
  return unreadable(path, files, text.reason)
}

function tooLarge(): Parsed<never> {
  return rejected(
    'is larger than 256 KiB',
    'Keep to the settings that differ, and name the rest with extends.',
  )
}

function unreadable(path: string, files: World['files'], reason: string): Parsed<never> {
  if (reason === 'absent') return absent(path, files)
  if (reason === 'denied')
    return rejected('may not be read', 'Give yourself the right to read it: chmod u+r FILE.')
  if (files.entries(path).ok) return rejected('is a directory', 'Name a YAML file in it.')
  return rejected('cannot be read', 'Name a file of UTF-8 text.')
}

function absent(path: string, files: World['files']): Parsed<never> {
  const beside = files.entries(dirname(path))
  if (!beside.ok) return rejected('does not exist', 'Its directory cannot be read either: check the path.')
  const near = suggest(basename(path), beside.value.filter((name) => /\.ya?ml$/i.test(name)).slice(0, 1000))
  return rejected(
    'does not exist',
    near === null ? 'Write one with lewis-perf profile init.' : `Did you mean ${near}?`,
  )
}

import type { Fault } from './check.ts'
import { emptyNames, longFiles, maximumLines } from './table.ts'

const kebab = /^\.?[a-z0-9]+(-[a-z0-9]+)*$/

/** Names that are not kebab-case or say nothing, and files that are too long. */
export function nameFaults(path: string, text: string): Fault[] {
  const parts = path.split('/')
  const stems = parts.map((part, index) => (index === parts.length - 1 ? stemOf(part) : part))
  const messages = stems.flatMap((stem) => {
    if (emptyNames.has(stem)) return [`has ${stem} in its path: a function lives with its subject`]
    return kebab.test(stem) ? [] : [`has ${stem} in its path, which is not kebab-case`]
  })
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
  if (lines > maximumLines && longFiles[path] === undefined) {
    messages.push(`has ${lines} lines: past ${maximumLines} it is two files`)
  }
  return messages.map((message) => ({ file: path, line: 1, message }))
}

function stemOf(file: string): string {
  return file.replace(/(\.(test|config|d|bench))?\.[a-z]+$/, '')
}

import { appendFileSync } from 'node:fs'

/** Appends a line to a file of our own, at once: it is there even if the process is killed right after. */
export function noteLine(path: string, line: string): void {
  appendFileSync(path, `${line}\n`)
}

import { renameSync, writeFileSync } from 'node:fs'

/** Writes `text` to `path` whole or not at all, for later processes of the same run; that it cannot be written is no error. */
export function keepFile(path: string, text: string): void {
  try {
    const unfinished = `${path}.${process.pid}`
    writeFileSync(unfinished, text, { mode: 0o600 })
    renameSync(unfinished, path)
  } catch {}
}

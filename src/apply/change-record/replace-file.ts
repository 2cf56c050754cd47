import {
  chownSync,
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs'

/** Puts `text` in the place of a file's, whole or not at all, with the file's own mode; a link stays one. Throws what the system says. */
export function replaceFile(path: string, text: string): void {
  const target = realpathSync(path)
  const { mode, uid, gid } = statSync(target)
  const unfinished = `${target}.lewis-perf-${process.pid}`
  try {
    const file = openSync(unfinished, 'wx', mode & 0o777)
    try {
      const bytes = Buffer.from(text)
      const count = writeSync(file, bytes)
      if (count < bytes.length) throw new Error(`only ${count} of ${bytes.length} bytes went in`)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    const made = statSync(unfinished)
    if (made.uid !== uid || made.gid !== gid) chownSync(unfinished, uid, gid)
    renameSync(unfinished, target)
  } catch (cause) {
    try {
      unlinkSync(unfinished)
    } catch {}
    throw cause
  }
}

import { closeSync, fdatasyncSync, fstatSync, openSync, readSync, writeSync } from 'node:fs'
import { fileFault, OperatorError } from '../core/index.ts'

const newline = 0x0a

/**
 * Appends `lines` (without line breaks) to `path`, which it makes where it is not there, and waits until they are on the disk. All
 * go out in one write at the end of the file, so that two processes lose nothing of each other; a line that a crash cut off is
 * closed first. Throws OperatorError (exit 3) where the file cannot be written, or not wholly.
 */
export function appendLines(path: string, lines: readonly string[]): void {
  const file = attempt(path, () => openSync(path, 'a+', 0o644))
  try {
    attempt(path, () => {
      const start = endsInLine(file) ? '\n' : ''
      const bytes = Buffer.from(start + lines.map((line) => `${line}\n`).join(''))
      const written = writeSync(file, bytes)
      if (written < bytes.length) throw new Error(`only ${written} of ${bytes.length} bytes went in`)
      fdatasyncSync(file)
    })
  } finally {
    closeSync(file)
  }
}

/** Whether the last line has no end. */
function endsInLine(file: number): boolean {
  const { size } = fstatSync(file)
  const last = Buffer.alloc(1)
  return size > 0 && readSync(file, last, 0, 1, size - 1) === 1 && last[0] !== newline
}

function attempt<T>(path: string, act: () => T): T {
  try {
    return act()
  } catch (cause) {
    throw new OperatorError({
      sentence: `${path} could not be appended to: ${fileFault(cause)}.`,
      hint: 'Give a file that may be written to, on a disk with free space.',
      exitCode: 3,
      cause,
    })
  }
}

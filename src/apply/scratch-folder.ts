import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { OperatorError } from '../core/index.ts'

const prefix = 'lewis-perf-'

/** A folder of one run, which goes when the run does. */
export interface ScratchFolder {
  /** Absolute. */
  path: string
  /** Writes a file under the folder and answers its absolute path; `mode` is 0600 when left out, 0700 for a program. */
  write(name: string, content: string | Uint8Array, mode?: 0o600 | 0o700): string
  /** Removes the folder and all in it; safe to call twice. */
  remove(): void
}

/**
 * A new folder (mode 0700) under `parent`, by default that for temporary files. It is removed by `remove` and at the end of the
 * process; what a killed run left behind is removed here. Throws OperatorError (exit 3) where it cannot be made.
 */
export function openScratchFolder(parent = tmpdir()): ScratchFolder {
  removeAbandoned(parent)
  const path = made(parent)
  const remove = (): void => {
    process.off('exit', remove)
    rmSync(path, { recursive: true, force: true })
  }
  process.once('exit', remove)
  return {
    path,
    write(name, content, mode = 0o600) {
      const file = join(path, name)
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
      writeFileSync(file, content, { mode })
      return file
    },
    remove,
  }
}

function made(parent: string): string {
  try {
    return mkdtempSync(join(parent, `${prefix}${process.pid}-${startOf(process.pid) ?? 0}-`))
  } catch (cause) {
    throw new OperatorError({
      sentence: `No folder for temporary files could be made in ${parent}: ${cause instanceof Error ? cause.message : String(cause)}.`,
      hint: 'Free space there, or set TMPDIR to a folder that may be written to.',
      exitCode: 3,
      cause,
    })
  }
}

/** Folders of runs that are over; a run of another user, or on a system without /proc, is left alone. */
function removeAbandoned(parent: string): void {
  if (startOf(process.pid) === null) return
  for (const name of namesIn(parent)) {
    const [, pid, start] = /^lewis-perf-(\d+)-(\d+)-/.exec(name) ?? []
    if (pid === undefined || startOf(Number(pid)) === start) continue
    try {
      rmSync(join(parent, name), { recursive: true, force: true })
    } catch {}
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** When the process began, in clock ticks since boot: a number used again belongs to another one. */
function startOf(pid: number): string | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The name in brackets may hold anything, brackets too.
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}

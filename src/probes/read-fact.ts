import type { Files, Gathered } from '../core/index.ts'

/** What `parse` makes of the file at `path`; `unreadable` when it answers null. */
export function readFact<T>(
  files: Pick<Files, 'text'>,
  path: string,
  parse: (text: string) => T | null,
): Gathered<T> {
  const text = files.text(path, maximumBytes)
  if (!text.ok) return text
  const value = parse(text.value)
  return value === null ? { ok: false, reason: 'unreadable' } : { ok: true, value, atMs: text.atMs }
}

// /proc/cpuinfo of a machine with thousands of CPUs and the mounts of a busy container host run to megabytes.
const maximumBytes = 32 * 2 ** 20

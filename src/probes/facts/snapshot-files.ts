import type { FactFile, Files, Gathered, MissingReason, Snapshot } from '../../core/index.ts'
import { folderIndex } from './folder-index.ts'

/** The files of one sample; `count` is how many entries a folder has, names kept or not. */
export interface SnapshotFiles extends Pick<Files, 'text' | 'kernelText' | 'entries' | 'link'> {
  count(path: string): Gathered<number>
}

/** A view of one sample as files: what was not collected is `absent`, as is all below a folder that was absent. */
export function snapshotFiles({
  files,
  atMs,
}: Pick<Snapshot['samples'][number], 'files' | 'atMs'>): SnapshotFiles {
  // A file that was looked for and not found makes no folder.
  const index = folderIndex(Object.keys(files).filter((path) => reasonAt(files, path) !== 'absent'))
  const known = <T>(value: T): Gathered<T> => ({ ok: true, value, atMs })
  const missing = (path: string): Gathered<never> => {
    const kept = fileAt(files, path) !== null || index.count(path) !== null
    const reason = markAt(files, path)
    return { ok: false, reason: reason ?? (kept ? 'unreadable' : 'absent') }
  }
  const text = (path: string, maximumBytes = Number.POSITIVE_INFINITY): Gathered<string> => {
    const file = fileAt(files, path)
    if (typeof file !== 'string') return missing(path)
    return isLonger(file, maximumBytes) ? { ok: false, reason: 'unreadable' } : known(file)
  }
  return {
    text,
    kernelText: text,
    entries(path) {
      const names = index.names(path.length > 1 ? path.replace(/\/$/, '') : path)
      return names === null ? missing(path) : known([...names])
    },
    link(path) {
      const file = fileAt(files, path)
      return file !== null && typeof file === 'object' && 'link' in file ? known(file.link) : missing(path)
    },
    count(path) {
      const file = fileAt(files, path)
      if (file !== null && typeof file === 'object' && 'entries' in file) {
        return isCount(file.entries) ? known(file.entries) : { ok: false, reason: 'unreadable' }
      }
      const count = index.count(path)
      return count === null ? missing(path) : known(count)
    },
  }
}

function fileAt(files: Readonly<Record<string, FactFile>>, path: string): FactFile | null {
  return (Object.hasOwn(files, path) ? files[path] : undefined) ?? null
}

function reasonAt(files: Readonly<Record<string, FactFile>>, path: string): MissingReason | null {
  const file = fileAt(files, path)
  return file !== null && typeof file === 'object' && 'missing' in file ? file.missing : null
}

/** The reason that is marked at `path` or, for all below it, at a folder above. */
function markAt(files: Readonly<Record<string, FactFile>>, path: string): MissingReason | null {
  for (let at = path; at.length > 1; at = at.slice(0, Math.max(at.lastIndexOf('/'), 0))) {
    const reason = reasonAt(files, at)
    if (reason !== null) return reason
  }
  return null
}

function isLonger(text: string, maximumBytes: number): boolean {
  return text.length * 3 > maximumBytes && Buffer.byteLength(text) > maximumBytes
}

function isCount(number: number): boolean {
  return Number.isSafeInteger(number) && number >= 0
}

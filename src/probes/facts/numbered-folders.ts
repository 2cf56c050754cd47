import { type Found, foundSome, type Look, nothing, reasonsOf } from './found.ts'
import type { SnapshotFiles } from './snapshot-files.ts'

/** What `read` finds in each folder `PREFIX0`, `PREFIX1`, ... of `path`, by number; missing when there is not one. */
export function numberedFolders<T>(
  files: Pick<SnapshotFiles, 'entries'>,
  path: string,
  prefix: string,
  read: (folder: string, number: number) => Look<T>,
): Found<T[]> {
  const entries = files.entries(path)
  if (!entries.ok) return nothing(path, entries.reason)
  const looks = entries.value
    .filter((name) => name.startsWith(prefix) && /^\d{1,5}$/.test(name.slice(prefix.length)))
    .map((name) => Number(name.slice(prefix.length)))
    .sort((one, other) => one - other)
    .map((number) => read(`${path}/${prefix}${number}`, number))
  const values = looks.flatMap((look) => (look.ok ? [look.value] : []))
  return foundSome(path, values, reasonsOf(looks))
}

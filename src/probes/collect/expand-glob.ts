import type { Files } from '../../core/index.ts'

/** The paths that `pattern` stands for, by bytes; names that begin with a dot only where the pattern says so. */
export function expandGlob(files: Pick<Files, 'entries'>, pattern: string): string[] {
  if (!pattern.includes('*')) return [pattern]
  const segments = pattern.split('/').slice(1)
  return segments.reduce<string[]>(
    (folders, segment) => folders.flatMap((folder) => matches(files, folder, segment)),
    [''],
  )
}

function matches(files: Pick<Files, 'entries'>, folder: string, segment: string): string[] {
  if (!segment.includes('*')) return [`${folder}/${segment}`]
  const names = files.entries(folder === '' ? '/' : folder)
  if (!names.ok) return []
  const pattern = new RegExp(`^${segment.replaceAll('.', '\\.').replaceAll('*', '.*')}$`)
  return plainNames(names.value)
    .filter((name) => pattern.test(name))
    .map((name) => `${folder}/${name}`)
}

/**
 * Those of `names` that a shell's `*` stands for, in the order of their bytes as the C locale sorts them; without those
 * that cannot be written down on a line: with a line break in them, or no UTF-8.
 */
export function plainNames(names: readonly string[]): string[] {
  return names.filter((name) => !/^\.|[\n\uFFFD]/.test(name)).sort(byBytes)
}

/** UTF-16 sorts as UTF-8 does but for what it writes as two halves. */
function byBytes(one: string, other: string): number {
  if (/[\uD800-\uFFFF]/.test(one + other)) return Buffer.compare(Buffer.from(one), Buffer.from(other))
  return one < other ? -1 : Number(one > other)
}

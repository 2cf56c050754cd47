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
  const pattern = new RegExp(`^${segment.replaceAll('.', '\\.').replaceAll('*', '[^]*')}$`)
  return byBytes(names.value.filter((name) => !name.startsWith('.') && pattern.test(name))).map(
    (name) => `${folder}/${name}`,
  )
}

/** Names in the order of their bytes, as a shell in the C locale sorts them. */
export function byBytes(names: readonly string[]): string[] {
  return names.toSorted((a, b) => (a < b ? -1 : Number(a > b)))
}

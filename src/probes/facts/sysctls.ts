import { type Found, found, nothing } from './found.ts'
import type { SampleView } from './sample-view.ts'
import type { SnapshotFiles } from './snapshot-files.ts'

const root = '/proc/sys'

/** Every readable file below /proc/sys by its dotted name; a dot in a folder's name shows as a slash, as sysctl writes it. */
export function readSysctls({ files }: SampleView): Found<Record<string, string>> {
  const names = files.entries(root)
  if (!names.ok) return nothing(root, names.reason)
  const settings = below(files, root, [])
  return settings.length === 0 ? nothing(root, 'unreadable') : found(root, Object.fromEntries(settings))
}

function below(
  files: Pick<SnapshotFiles, 'text' | 'entries'>,
  folder: string,
  names: readonly string[],
): [string, string][] {
  const entries = files.entries(folder)
  return (entries.ok ? entries.value : []).flatMap((entry) => {
    const path = `${folder}/${entry}`
    const deeper = [...names, entry.replaceAll('.', '/')]
    const text = files.text(path)
    return text.ok
      ? [[deeper.join('.'), text.value.replace(/\n$/, '')] as [string, string]]
      : below(files, path, deeper)
  })
}

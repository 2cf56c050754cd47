import type { FactFile, Files } from '../../core/index.ts'
import { cgroupPaths } from './cgroup-paths.ts'
import { expandGlob, plainNames } from './expand-glob.ts'
import { detailedProcesses, fileGroups, nodeNames, processFiles } from './manifest.ts'

/** What a sample is read through. */
export type SampleFiles = Pick<Files, 'kernelText' | 'entries' | 'size'>

const maximumBytes = 32 * 2 ** 20
const isNode = new RegExp(`^(?:${nodeNames.join('|').replaceAll('*', '.*')})$`)

/** The files of one sample as this process reads them; `last` has everything, the first of two only what rates need. */
export function localSample(files: SampleFiles, last: boolean): Record<string, FactFile> {
  const sample: Record<string, FactFile> = {}
  const keep = (path: string, wanted: 'named' | 'listed' | 'found'): void => {
    const text = files.kernelText(path, maximumBytes)
    if (text.ok) sample[path] = text.value
    else if (
      wanted === 'named' ||
      (text.reason !== 'absent' && (wanted === 'listed' || isThere(files, path)))
    )
      sample[path] = { missing: text.reason }
  }
  for (const { both, paths } of fileGroups) {
    if (!both && !last) continue
    for (const path of paths) {
      if (path.includes('*')) for (const found of expandGlob(files, path)) keep(found, 'found')
      else keep(path, 'named')
    }
  }
  for (const path of cgroupPaths(files, last)) keep(path, 'listed')
  processes(files, last, keep, sample)
  return sample
}

/** Whether a shell would find it: not in a folder that may not be searched, not behind links in a circle. */
function isThere(files: SampleFiles, path: string): boolean {
  const size = files.size(path)
  if (size.ok || size.reason !== 'unreadable') return size.ok
  const entries = files.entries(path)
  return entries.ok || entries.reason !== 'unreadable'
}

function processes(
  files: SampleFiles,
  last: boolean,
  keep: (path: string, wanted: 'listed' | 'found') => void,
  sample: Record<string, FactFile>,
): void {
  const names = files.entries('/proc')
  const pids = names.ok ? plainNames(names.value).filter((name) => /^\d+$/.test(name)) : []
  const details = last ? [...processFiles.both, ...processFiles.last] : processFiles.both
  for (const [index, pid] of pids.entries()) {
    const folder = `/proc/${pid}`
    keep(`${folder}/${processFiles.always}`, 'listed')
    if (index >= detailedProcesses) continue
    for (const name of details) keep(`${folder}/${name}`, 'found')
    if (!last) continue
    const open = files.entries(`${folder}/fd`)
    if (open.ok)
      sample[`${folder}/fd`] = { entries: open.value.filter((name) => !name.startsWith('.')).length }
    else if (open.reason !== 'absent') sample[`${folder}/fd`] = { missing: open.reason }
    const name = files.kernelText(`${folder}/comm`)
    if (name.ok && isNode.test(name.value.split('\n', 1)[0] ?? '')) keep(`${folder}/environ`, 'found')
  }
}

import type { FactFile, Files, Gathered } from '../../core/index.ts'
import { cgroupPaths } from './cgroup-paths.ts'
import { byBytes, expandGlob } from './expand-glob.ts'
import { detailedProcesses, fileGroups, nodeNames, processFiles } from './manifest.ts'

type ReadFiles = Pick<Files, 'kernelText' | 'entries'>

const maximumBytes = 32 * 2 ** 20
const isNode = new RegExp(`^(?:${nodeNames.join('|').replaceAll('*', '.*')})$`)

/** The files of one sample as this process reads them; `last` has everything, the first of two only what rates need. */
export function localSample(files: ReadFiles, last: boolean): Record<string, FactFile> {
  const sample: Record<string, FactFile> = {}
  const read = (path: string): Gathered<string> => files.kernelText(path, maximumBytes)
  const keep = (path: string): void => {
    const text = read(path)
    sample[path] = text.ok ? text.value : { missing: text.reason }
  }
  const keepFound = (path: string): void => {
    const text = read(path)
    if (text.ok) sample[path] = text.value
    else if (text.reason !== 'absent') sample[path] = { missing: text.reason }
  }
  for (const { both, paths } of fileGroups) {
    if (!both && !last) continue
    for (const path of paths) {
      if (path.includes('*')) for (const found of expandGlob(files, path)) keepFound(found)
      else keep(path)
    }
  }
  for (const path of cgroupPaths(files, last)) keepFound(path)
  processes(files, last, keepFound, sample)
  return sample
}

function processes(
  files: ReadFiles,
  last: boolean,
  keep: (path: string) => void,
  sample: Record<string, FactFile>,
): void {
  const names = files.entries('/proc')
  const pids = names.ok ? byBytes(names.value.filter((name) => /^\d+$/.test(name))) : []
  const details = last ? [...processFiles.both, ...processFiles.last] : processFiles.both
  for (const [index, pid] of pids.entries()) {
    const folder = `/proc/${pid}`
    keep(`${folder}/${processFiles.always}`)
    if (index >= detailedProcesses) continue
    for (const name of details) keep(`${folder}/${name}`)
    if (!last) continue
    const open = files.entries(`${folder}/fd`)
    if (open.ok) sample[`${folder}/fd`] = { entries: open.value.length }
    else if (open.reason !== 'absent') sample[`${folder}/fd`] = { missing: open.reason }
    const name = files.kernelText(`${folder}/comm`)
    if (name.ok && isNode.test(name.value.replace(/\n$/, ''))) keep(`${folder}/environ`)
  }
}

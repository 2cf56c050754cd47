import type { Files } from '../../core/index.ts'
import { parseMountinfo } from '../mountinfo.ts'
import { parseProcessCgroups } from '../process-cgroups.ts'
import { plainNames } from './expand-glob.ts'
import { cgroupDepth, cgroupFiles, mostCgroups } from './manifest.ts'

type ReadFiles = Pick<Files, 'kernelText' | 'entries'>

/** The files of the own cgroups, of their ancestors, and of all others that the mounts show. */
export function cgroupPaths(files: ReadFiles, last: boolean): string[] {
  const wanted = new Set<string>(last ? [...cgroupFiles.both, ...cgroupFiles.last] : cgroupFiles.both)
  return foldersOf(files).flatMap(({ path, names }) =>
    names.filter((name) => wanted.has(name)).map((name) => `${path}/${name}`),
  )
}

interface Folder {
  path: string
  names: readonly string[]
}

function foldersOf(files: ReadFiles): Folder[] {
  const found = new Map<string, Folder>()
  // Asking every control file of every group whether it is a folder would double the work: all groups have the same.
  const controlFiles = new Set<string>()
  const visit = (path: string): Folder | null => {
    const known = found.get(path)
    if (known !== undefined) return known
    if (found.size >= mostCgroups) return null
    const names = files.entries(path)
    if (!names.ok) {
      if (names.reason === 'absent') controlFiles.add(path.slice(path.lastIndexOf('/') + 1))
      return null
    }
    const folder = { path, names: plainNames(names.value) }
    found.set(path, folder)
    return folder
  }
  const inner = ({ path, names }: Folder): Folder[] =>
    names.flatMap((name) => (controlFiles.has(name) ? [] : (visit(`${path}/${name}`) ?? [])))
  const mounts = mountPoints(files)
  for (const { mountPoint, own } of mounts) for (const path of chain(mountPoint, own)) visit(path)
  controlFiles.clear()
  for (const { mountPoint } of mounts) {
    let level = [visit(mountPoint) ?? []].flat()
    for (let depth = 0; depth < cgroupDepth; depth++) level = level.flatMap(inner)
  }
  return [...found.values()]
}

function mountPoints(files: ReadFiles): { mountPoint: string; own: string[] }[] {
  const mountinfo = files.kernelText('/proc/self/mountinfo')
  const membership = files.kernelText('/proc/self/cgroup')
  const mounts = mountinfo.ok ? (parseMountinfo(mountinfo.value) ?? []) : []
  const paths = membership.ok ? (parseProcessCgroups(membership.value) ?? []).map(({ path }) => path) : []
  return mounts
    .filter(({ type, mountPoint }) => /^cgroup2?$/.test(type) && !/[\n\uFFFD]/.test(mountPoint))
    .map(({ mountPoint, root }) => ({
      mountPoint,
      own: [...new Set(paths)].flatMap((path) => below(path, root)),
    }))
}

/** `path` as it is seen below a mount of `root`; none where it is not. */
function below(path: string, root: string): string[] {
  if (path.includes('/..')) return []
  if (root === '/') return [path]
  return path === root || path.startsWith(`${root}/`) ? [path.slice(root.length)] : []
}

function chain(mountPoint: string, own: readonly string[]): string[] {
  return own.flatMap((path) => {
    const names = path.split('/').filter((name) => name !== '')
    return names.map((_, index) => `${mountPoint}/${names.slice(0, names.length - index).join('/')}`)
  })
}

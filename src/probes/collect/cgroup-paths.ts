import type { Files } from '../../core/index.ts'
import { parseMountinfo } from '../mountinfo.ts'
import { parseProcessCgroups } from '../process-cgroups.ts'
import { byBytes } from './expand-glob.ts'
import { cgroupDepth, cgroupFiles, mostCgroups } from './manifest.ts'

type ReadFiles = Pick<Files, 'kernelText' | 'entries'>

// Asking every control file whether it is a folder would double the work.
const controlFile =
  /^(?:(?:cgroup|cpu|cpuset|cpuacct|memory|pids|io|blkio|devices|freezer|hugetlb|misc|rdma|irq|perf_event|net_cls|net_prio|dmem)\.|tasks$|notify_on_release$|release_agent$)/

/** The files of the own cgroups, of their ancestors, and of all others that the mounts show. */
export function cgroupPaths(files: ReadFiles, last: boolean): string[] {
  const wanted = new Set<string>(last ? [...cgroupFiles.both, ...cgroupFiles.last] : cgroupFiles.both)
  return foldersOf(files).flatMap(({ path, names }) =>
    byBytes(names.filter((name) => wanted.has(name))).map((name) => `${path}/${name}`),
  )
}

interface Folder {
  path: string
  names: readonly string[]
}

function foldersOf(files: ReadFiles): Folder[] {
  const found = new Map<string, Folder>()
  const visit = (path: string): Folder | null => {
    const known = found.get(path)
    if (known !== undefined) return known
    if (found.size >= mostCgroups) return null
    const names = files.entries(path)
    if (!names.ok) return null
    const folder = { path, names: names.value }
    found.set(path, folder)
    return folder
  }
  const mounts = mountPoints(files)
  for (const { mountPoint, own } of mounts) for (const path of chain(mountPoint, own)) visit(path)
  for (const { mountPoint } of mounts) breadthFirst(mountPoint, visit)
  return [...found.values()]
}

function breadthFirst(mountPoint: string, visit: (path: string) => Folder | null): void {
  let level = [visit(mountPoint)]
  for (let depth = 0; depth < cgroupDepth && level.length > 0; depth++) {
    level = level.flatMap((folder) => {
      const inner = folder === null ? [] : byBytes(folder.names.filter((name) => !controlFile.test(name)))
      return inner.map((name) => visit(`${folder?.path}/${name}`)).filter((one) => one !== null)
    })
  }
}

function mountPoints(files: ReadFiles): { mountPoint: string; own: string[] }[] {
  const mountinfo = files.kernelText('/proc/self/mountinfo')
  const membership = files.kernelText('/proc/self/cgroup')
  const mounts = mountinfo.ok ? (parseMountinfo(mountinfo.value) ?? []) : []
  const paths = membership.ok ? (parseProcessCgroups(membership.value) ?? []).map(({ path }) => path) : []
  return mounts
    .filter(({ type }) => type === 'cgroup' || type === 'cgroup2')
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

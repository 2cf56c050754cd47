import type { MountFacts } from '../../core/index.ts'
import { uncoveredMounts } from '../cgroup-folders.ts'
import type { Membership } from '../process-cgroups.ts'
import type { SnapshotFiles } from './snapshot-files.ts'

/** What limits or counts; `unified` is all of cgroup v2. */
export const controllers = ['cpu', 'cpuacct', 'memory', 'pids', 'unified'] as const
export type CgroupController = (typeof controllers)[number]

/** One hierarchy of groups as one mount shows it. */
export interface CgroupTree {
  controllers: readonly CgroupController[]
  mountPoint: string
  /** The group at the mount point. */
  root: string
}

/** The folders of one group, by controller. */
export interface CgroupPlaces {
  path: string
  folders: Partial<Record<CgroupController, string>>
}

/** The hierarchies that `files` has folders of; of several mounts of one, that which shows the most. */
export function cgroupTrees(
  mounts: readonly MountFacts[],
  files: Pick<SnapshotFiles, 'entries'>,
): CgroupTree[] {
  const trees = uncoveredMounts(mounts)
    .flatMap(({ type, superOptions, mountPoint, root }) => {
      const named = type === 'cgroup2' ? (['unified'] as const) : controllersOf(type, superOptions)
      return named.length > 0
        ? [{ controllers: named, mountPoint: mountPoint.replace(/\/+$/, ''), root }]
        : []
    })
    .filter(({ mountPoint }) => files.entries(mountPoint).ok)
    .sort((one, other) => names(one.root).length - names(other.root).length)
  return trees.filter(
    (tree, index) =>
      trees.findIndex((other) => other.controllers.join() === tree.controllers.join()) === index,
  )
}

/** Where the group at `path` is shown, by controller. */
export function placesOf(
  trees: readonly CgroupTree[],
  path: string,
  files: Pick<SnapshotFiles, 'entries'>,
): CgroupPlaces {
  return gathered(path, trees, files, () => path)
}

/** Where the own group is shown, which may have another path in each hierarchy of v1; null where none is. */
export function ownPlaces(
  trees: readonly CgroupTree[],
  memberships: readonly Membership[],
  files: Pick<SnapshotFiles, 'entries'>,
): CgroupPlaces | null {
  const pathIn = (tree: CgroupTree): string | null =>
    memberships.find(({ hierarchy, controllers }) =>
      tree.controllers.includes('unified')
        ? hierarchy === 0 && controllers.length === 0
        : tree.controllers.some((controller) => controllers.includes(controller)),
    )?.path ?? null
  const paths = trees.flatMap((tree) => pathIn(tree) ?? [])
  // The deepest says most.
  const [path] = paths.sort((one, other) => names(other).length - names(one).length)
  if (path === undefined) return null
  const places = gathered(path, trees, files, pathIn)
  return Object.keys(places.folders).length === 0 ? null : places
}

/** The paths of all groups that can be seen, the upper ones first, without `/`; at most `limit`. */
export function pathsIn(
  trees: readonly CgroupTree[],
  files: Pick<SnapshotFiles, 'entries'>,
  limit: number,
): string[] {
  const paths = new Set<string>()
  const mountPoints = new Set(trees.map(({ mountPoint }) => mountPoint))
  let level = trees.map(({ mountPoint, root }) => ({ folder: mountPoint, path: pathOf(names(root)) }))
  while (level.length > 0 && paths.size < limit) {
    for (const { path } of level) if (path !== '/' && paths.size < limit) paths.add(path)
    level = level.flatMap(({ folder, path }) => {
      const entries = files.entries(folder)
      return (entries.ok ? entries.value : []).flatMap((name) => {
        const below = `${folder}/${name}`
        const isGroup = files.entries(below).ok && !mountPoints.has(below)
        return isGroup ? [{ folder: below, path: pathOf([...names(path), name]) }] : []
      })
    })
  }
  return [...paths]
}

/** The groups above `path`, nearest first, `/` last. */
export function pathsAbove(path: string): string[] {
  const own = names(path)
  return own.map((_, up) => pathOf(own.slice(0, own.length - 1 - up)))
}

function controllersOf(type: string, superOptions: readonly string[]): CgroupController[] {
  return type === 'cgroup' ? controllers.filter((controller) => superOptions.includes(controller)) : []
}

function gathered(
  path: string,
  trees: readonly CgroupTree[],
  files: Pick<SnapshotFiles, 'entries'>,
  pathIn: (tree: CgroupTree) => string | null,
): CgroupPlaces {
  const folders: CgroupPlaces['folders'] = {}
  for (const tree of trees) {
    const folder = folderOf(tree, pathIn(tree))
    if (folder === null || !files.entries(folder).ok) continue
    for (const controller of tree.controllers) folders[controller] ??= folder
  }
  return { path, folders }
}

function folderOf({ root, mountPoint }: CgroupTree, path: string | null): string | null {
  if (path === null) return null
  const above = names(root)
  const own = names(path)
  const below = own.slice(above.length)
  const isShown = above.every((name, index) => own[index] === name) && below[0] !== '..'
  return isShown ? [mountPoint, ...below].join('/') : null
}

function names(path: string): string[] {
  return path.split('/').filter((name) => name !== '')
}

function pathOf(names: readonly string[]): string {
  return `/${names.join('/')}`
}

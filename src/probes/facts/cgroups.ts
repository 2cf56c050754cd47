import type { CgroupFacts, MissingReason } from '../../core/index.ts'
import { parseMountinfo } from '../mountinfo.ts'
import { parseProcessCgroups } from '../process-cgroups.ts'
import { cgroupAt } from './cgroup-group.ts'
import {
  type CgroupPlaces,
  type CgroupTree,
  cgroupTrees,
  ownPlaces,
  pathsAbove,
  pathsIn,
  placesOf,
} from './cgroup-tree.ts'
import { fileReader } from './file-reader.ts'
import { type Found, found, nothing } from './found.ts'
import { readParsed, type SampleView } from './sample-view.ts'

const most = 1000

/** The group that the reader runs in; absent where no mount shows it. The pressure of the machine's own root is the machine's. */
export function readOwnCgroup(view: SampleView): Found<CgroupFacts> {
  const own = ownOf(view)
  if (!own.ok) return own
  const group = cgroupAt(view.files, own.value)
  return found(
    own.path,
    isInMachineRoot(view) ? { ...group, pressure: { cpu: null, memory: null, io: null } } : group,
  )
}

/** Whether the reader runs in the root group of the whole machine, in no service's and no container's. */
export function isInMachineRoot(view: SampleView): boolean {
  const own = ownOf(view)
  return own.ok && isMountPoint(view, own.value.folders.unified) && isMachineRoot(view, own.value)
}

/** The groups above the own one that can be seen, nearest first. */
export function readCgroupAncestors(view: SampleView): Found<CgroupFacts[]> {
  const own = ownOf(view)
  if (!own.ok) return own
  const trees = treesOf(view)
  const places = pathsAbove(own.value.path)
    .map((path) => placesOf(trees.ok ? trees.value : [], path, view.files))
    .filter(({ folders }) => Object.keys(folders).length > 0)
  return found(
    own.path,
    places.map((one) => cgroupAt(view.files, one)),
  )
}

/** Every group that can be seen, the own one among them, without the root of the machine; at most 1,000. */
export function readAllCgroups(view: SampleView): Found<CgroupFacts[]> {
  const trees = treesOf(view)
  if (!trees.ok) return trees
  if (trees.value.length === 0) return nothing('/sys/fs/cgroup', unseen(view))
  const own = ownOf(view)
  const places = pathsIn(trees.value, view.files, most).map((path) => placesOf(trees.value, path, view.files))
  if (!own.ok)
    return found(
      '/sys/fs/cgroup',
      places.map((one) => cgroupAt(view.files, one)),
    )
  const others = places.filter(({ path }) => path !== own.value.path)
  const isListed = own.value.path !== '/' || !isMachineRoot(view, own.value)
  const all = isListed ? [own.value, ...others].slice(0, most) : others
  return found(
    '/sys/fs/cgroup',
    all.map((one) => cgroupAt(view.files, one)),
  )
}

/** A container sees its own group as `/`; the true root of v2 has neither a type nor limits to set. */
function isMachineRoot({ standing }: SampleView, { folders }: CgroupPlaces): boolean {
  const reader = fileReader(standing, folders.unified)
  return ['cgroup.type', 'cpu.max', 'memory.max', 'pids.max'].every((name) => reader.text(name) === null)
}

function isMountPoint(view: SampleView, folder: string | undefined): boolean {
  const trees = treesOf(view)
  return trees.ok && trees.value.some(({ mountPoint, root }) => mountPoint === folder && root === '/')
}

function ownOf(view: SampleView): Found<CgroupPlaces> {
  const memberships = readParsed(view.standing, '/proc/self/cgroup', parseProcessCgroups)
  if (!memberships.ok) return memberships
  const trees = treesOf(view)
  if (!trees.ok) return trees
  const own = ownPlaces(trees.value, memberships.value, view.files)
  return own === null ? nothing(memberships.path, unseen(view)) : found(memberships.path, own)
}

/** Where the collection broke off nothing is known of cgroups; else there are none. */
function unseen({ files }: SampleView): MissingReason {
  const folder = files.entries('/sys/fs/cgroup')
  return folder.ok ? 'absent' : folder.reason
}

function treesOf({ files, standing }: SampleView): Found<CgroupTree[]> {
  const mounts = readParsed(standing, '/proc/self/mountinfo', parseMountinfo)
  return mounts.ok ? found(mounts.path, cgroupTrees(mounts.value, files)) : mounts
}

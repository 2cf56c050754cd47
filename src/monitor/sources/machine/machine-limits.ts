import type { MountFacts, Platform } from '../../../core/index.ts'
import {
  type CgroupFolder,
  gatherCpu,
  gatherMemory,
  parseInterfaceCounters,
  parseMountinfo,
  readCgroups,
  readMemoryLimits,
  realMounts,
} from '../../../probes/index.ts'
import { type MachineFiles, parsedFile } from './machine-files.ts'

/** What there is of a machine for us and what is told of it: it changes seldom, and takes longer to find out than to look at. */
export interface MachineLimits {
  /** By affinity, cpuset and quota; null where that cannot be told. */
  effectiveCores: number | null
  /** What the cgroups leave of the memory. */
  memoryBytes: number | null
  /** All groups above us that have a limit of memory. */
  limited: readonly { folder: CgroupFolder; bytes: number }[]
  /** The group with the tightest quota, else our own; null in the root of the machine, which is no group. */
  cpuGroup: { folder: CgroupFolder; hasQuota: boolean } | null
  /** A cgroup leaves us less CPU than the machine has: then what it used tells how full it is. */
  isCpuLimited: boolean
  /** The group with the tightest limit, else our own, of the memory. */
  memoryGroup: { folder: CgroupFolder; limitBytes: number | null } | null
  /** Interfaces with a device below them; of a machine without one all but the loopback. */
  interfaces: ReadonlySet<string>
  /** Local filesystems that may fill up. */
  mounts: readonly MountFacts[]
}

type Machine = Pick<Platform, 'os' | 'cores' | 'memoryBytes'>

const mostInterfaces = 32
const mostMounts = 50

/** What limits us on the machine that `files` are of. */
export function machineLimits(files: MachineFiles, platform: Machine): MachineLimits {
  const groups = readCgroups(files)
  const mountinfo = parsedFile(files, '/proc/self/mountinfo', (text) => text) ?? ''
  const mounts = parseMountinfo(mountinfo) ?? []
  const ownGroup = (controller: 'cpu' | 'memory'): CgroupFolder | null => {
    const [own] = groups(controller).folders
    return own === undefined || isMachineRoot(files, own, mounts) ? null : own
  }
  return {
    ...cpuLimits(files, platform, { own: ownGroup('cpu'), folders: groups('cpu').folders }),
    ...memoryLimits(files, platform, { own: ownGroup('memory'), folders: groups('memory').folders }),
    interfaces: interfacesOf(files),
    mounts: mountsIn(mountinfo),
  }
}

interface Groups {
  own: CgroupFolder | null
  folders: readonly CgroupFolder[]
}

function cpuLimits(
  files: MachineFiles,
  platform: Machine,
  { own, folders }: Groups,
): Pick<MachineLimits, 'effectiveCores' | 'cpuGroup' | 'isCpuLimited'> {
  const cpu = gatherCpu(files, platform, 0)
  if (!cpu.ok) return { effectiveCores: null, cpuGroup: null, isCpuLimited: false }
  const { cores, effectiveCores, quotaCores, quotaPath, cpusetCores } = cpu.value
  const folder = folders.find(({ path }) => path === folderOf(quotaPath)) ?? own
  const byGroups = Math.min(quotaCores ?? cores, cpusetCores ?? cores)
  return {
    effectiveCores,
    cpuGroup: folder === null ? null : { folder, hasQuota: quotaPath !== null },
    // An affinity leaves what the group uses on all other CPUs out.
    isCpuLimited: folder !== null && byGroups < cores && byGroups <= effectiveCores,
  }
}

function memoryLimits(
  files: MachineFiles,
  platform: Machine,
  { own, folders }: Groups,
): Pick<MachineLimits, 'memoryBytes' | 'limited' | 'memoryGroup'> {
  const memory = gatherMemory(files, platform, 0)
  if (!memory.ok) return { memoryBytes: null, limited: [], memoryGroup: null }
  const { totalBytes, effectiveBytes } = memory.value
  const limits = readMemoryLimits(files, folders)
  const limited = folders.flatMap((folder, index) => {
    const found = limits[index]?.found
    return found?.ok === true && found.value < totalBytes ? [{ folder, bytes: found.value }] : []
  })
  const tightest = limited.reduce<(typeof limited)[number] | null>(
    (least, one) => (least === null || one.bytes < least.bytes ? one : least),
    null,
  )
  const group = tightest?.folder ?? own
  return {
    memoryBytes: effectiveBytes,
    limited,
    memoryGroup: group === null ? null : { folder: group, limitBytes: tightest?.bytes ?? null },
  }
}

function folderOf(path: string | null): string | null {
  return path === null ? null : path.slice(0, path.lastIndexOf('/'))
}

/** A container sees its own group as the root; the true one of v2 has no type. */
function isMachineRoot(
  files: MachineFiles,
  { version, path }: CgroupFolder,
  mounts: readonly MountFacts[],
): boolean {
  if (version === 2) return !files.kernelText(`${path}/cgroup.type`).ok
  return mounts.some(({ type, mountPoint, root }) => type === 'cgroup' && mountPoint === path && root === '/')
}

function interfacesOf(files: MachineFiles): ReadonlySet<string> {
  const counters = parsedFile(files, '/proc/net/dev', parseInterfaceCounters)
  const names = [...(counters?.keys() ?? [])].filter((name) => name !== 'lo')
  const physical = names.filter((name) => files.kernelText(`/sys/class/net/${name}/device/uevent`).ok)
  return new Set((physical.length > 0 ? physical : names).slice(0, mostInterfaces))
}

/** Memory is told elsewhere, and single files below /etc are mounted into containers by whoever runs them. */
function mountsIn(mountinfo: string): MountFacts[] {
  return realMounts(mountinfo)
    .local.filter(({ type, mountPoint }) => type !== 'tmpfs' && !mountPoint.startsWith('/etc/'))
    .slice(0, mostMounts)
}

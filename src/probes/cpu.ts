import type { CpuFacts, Files, Gathered, Platform } from '../core/index.ts'
import { readCgroups } from './cgroups.ts'
import { readCpusets, readQuotas } from './cpu-limits.ts'
import { readOnlineCpus } from './online-cpus.ts'
import { parseAllowedCpus } from './process-status.ts'
import { readFact } from './read-fact.ts'
import { type Limit, tightestLimit } from './tightest-limit.ts'

/** The CPUs of this machine, and what affinity, cpuset and quota of the own cgroup and all its ancestors leave of them. */
export function gatherCpu(
  files: Pick<Files, 'text'>,
  platform: Pick<Platform, 'os' | 'cores'>,
  atMs: number,
): Gathered<CpuFacts> {
  if (platform.os !== 'linux') return runtimeCpu(platform, atMs)
  const online = readOnlineCpus(files)
  if (!online.ok) return online
  const { cpus, path } = online.value
  const cgroup = readCgroups(files)
  const quota = tightestLimit(readQuotas(files, cgroup('cpu').folders))
  const cpusets = readCpusets(files, cgroup('cpuset').folders)
  const cpuset = tightestLimit(cpusets.map((set) => ({ path: set.path, found: sizeOf(set.found) })))
  // An affinity may list offline CPUs; a cpuset never does, and stays right where a container renumbers `online`.
  const live = new Set([...cpus, ...cpusets.flatMap(({ found }) => (found.ok ? [...found.value] : []))])
  const affinity = readAffinity(files, live)
  return {
    ok: true,
    atMs,
    value: {
      cores: cpus.size,
      affinityCores: affinity.limit?.value ?? null,
      cpusetCores: cpuset.limit?.value ?? null,
      cpusetPath: cpuset.limit?.path ?? null,
      quotaCores: quota.limit?.value ?? null,
      quotaPath: quota.limit?.path ?? null,
      ...judge(cpus.size, path, { quota: quota.limit, cpuset: cpuset.limit, affinity: affinity.limit }),
      doubts: [
        ...new Set(
          [cgroup('cpu'), quota, cgroup('cpuset'), cpuset, affinity].flatMap(({ doubts }) => doubts),
        ),
      ],
    },
  }
}

function runtimeCpu(platform: Pick<Platform, 'cores'>, atMs: number): Gathered<CpuFacts> {
  const cores = platform.cores()
  if (!(cores > 0)) return { ok: false, reason: 'unreadable' }
  const nothing = {
    affinityCores: null,
    cpusetCores: null,
    cpusetPath: null,
    quotaCores: null,
    quotaPath: null,
  }
  const because = `The runtime counts ${cores} CPUs; this system has no cgroups that could limit them.`
  return { ok: true, atMs, value: { cores, ...nothing, effectiveCores: cores, because, doubts: [] } }
}

function readAffinity(
  files: Pick<Files, 'text'>,
  live: ReadonlySet<number>,
): { limit: Limit | null; doubts: string[] } {
  const path = '/proc/self/status'
  const allowed = sizeOf(readFact(files, path, parseAllowedCpus), live)
  return allowed.ok
    ? { limit: { value: allowed.value, path }, doubts: [] }
    : { limit: null, doubts: [`A CPU affinity would not be seen: ${path} is ${allowed.reason}.`] }
}

function sizeOf(found: Gathered<ReadonlySet<number>>, within?: ReadonlySet<number>): Gathered<number> {
  if (!found.ok) return found
  const size =
    within === undefined ? found.value.size : [...found.value].filter((cpu) => within.has(cpu)).length
  return size > 0 ? { ok: true, value: size, atMs: found.atMs } : { ok: false, reason: 'unreadable' }
}

function judge(
  cores: number,
  path: string,
  limits: { quota: Limit | null; cpuset: Limit | null; affinity: Limit | null },
): { effectiveCores: number; because: string } {
  const { quota, cpuset, affinity } = limits
  const all = `${cores} online ${cores === 1 ? 'CPU' : 'CPUs'} of ${path}`
  let effectiveCores = cores
  let because = `All ${all} may be used: no affinity, cpuset or quota is tighter.`
  // The cpuset goes first: it shows in the affinity too, and is then its cause.
  if (cpuset !== null && cpuset.value < effectiveCores) {
    effectiveCores = cpuset.value
    because = `The cpuset in ${cpuset.path} allows ${cpuset.value} of the ${all}.`
  }
  if (affinity !== null && affinity.value < effectiveCores) {
    effectiveCores = affinity.value
    because = `The CPU affinity in ${affinity.path} allows ${affinity.value} of the ${all}.`
  }
  if (quota !== null && quota.value < effectiveCores) {
    because = `The CPU quota in ${quota.path} allows ${Number(quota.value.toFixed(3))} cores of the ${all}.`
    effectiveCores = quota.value
  }
  return { effectiveCores, because }
}

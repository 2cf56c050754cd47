import type { Check } from '../../../src/checks/define-check.ts'
import { type Judged, judge, type ThresholdChanges } from '../../../src/checks/judge.ts'
import type {
  CgroupCpu,
  CgroupFacts,
  CgroupMemory,
  CpuTimes,
  FactTypes,
  Finding,
  KernelStat,
  ProcessFacts,
  ProcessList,
} from '../../../src/core/index.ts'
import { factsWith, type Known } from '../ranking/samples.ts'

/** What `check` says where only `known` is there. */
export function judgedBy(
  check: Check,
  known: Known,
  windowSeconds: number | null = 3,
  changes: ThresholdChanges = {},
): Judged[] {
  return judge([check], factsWith(known, windowSeconds), changes)
}

/** Its findings: the id and the title are those of the check. */
export function findings(check: Check, known: Known, windowSeconds: number | null = 3): Finding[] {
  return judgedBy(check, known, windowSeconds).map(({ finding }) => finding)
}

/** The only one of them. */
export function finding(check: Check, known: Known, windowSeconds: number | null = 3): Finding {
  const [first, ...more] = findings(check, known, windowSeconds)
  if (first === undefined || more.length > 0)
    throw new Error(`${more.length + 1} findings where one is expected`)
  return first
}

/** Statuses by instance; that of a finding without an instance is at the empty name. */
export function statuses(
  check: Check,
  known: Known,
  windowSeconds: number | null = 3,
): Record<string, string> {
  return Object.fromEntries(
    findings(check, known, windowSeconds).map(({ instance = '', status }) => [instance, status]),
  )
}

/** A process that does nothing, with what a test changes of it. */
export function process(pid: number, changes: Partial<ProcessFacts> = {}): ProcessFacts {
  return {
    pid,
    parentPid: 1,
    name: 'app',
    state: 'S',
    isKernelThread: false,
    threads: 1,
    nice: 0,
    startSeconds: 10,
    userSeconds: 0,
    systemSeconds: 0,
    majorFaults: 0,
    residentBytes: 0,
    blockIoSeconds: 0,
    command: '/usr/bin/app',
    cgroup: '/',
    runDelaySeconds: 0,
    readBytes: 0,
    writtenBytes: 0,
    openFiles: null,
    openFilesLimit: null,
    waitsIn: null,
    environment: null,
    ...changes,
  }
}

/** Processes as both samples have them. */
export function list(...processes: ProcessFacts[]): ProcessList {
  return { processes, detailed: processes.length }
}

/** Processes at rest, and what they did over the window. */
export function did(...processes: ProcessFacts[]): { first: ProcessList; last: ProcessList } {
  const before = processes.map(({ pid, name, state, startSeconds }) =>
    process(pid, { name, state, startSeconds }),
  )
  return { first: list(...before), last: list(...processes) }
}

const noTime: CpuTimes = {
  user: 0,
  nice: 0,
  system: 0,
  idle: 0,
  iowait: 0,
  irq: 0,
  softirq: 0,
  steal: 0,
  guest: 0,
  guestNice: 0,
}

/** CPU times in seconds; the kinds that are not given are 0. */
export function times(changes: Partial<CpuTimes> = {}): CpuTimes {
  return { ...noTime, ...changes }
}

/** /proc/stat of one CPU or of several; without `perCpu` there is none. */
export function stat(total: Partial<CpuTimes> = {}, changes: Partial<KernelStat> = {}): KernelStat {
  return {
    total: times(total),
    perCpu: {},
    runningProcesses: 1,
    blockedProcesses: 0,
    forks: 0,
    bootTimeSeconds: 0,
    ...changes,
  }
}

/** What was spent between two samples of /proc/stat. */
export function spent(
  total: Partial<CpuTimes>,
  changes: Partial<KernelStat> = {},
): { first: KernelStat; last: KernelStat } {
  return { first: stat({}, changes), last: stat(total, changes) }
}

/** A cgroup of v2 without limits; what is not given is null. */
export function cgroup(
  path: string,
  about: {
    cpu?: Partial<CgroupCpu>
    memory?: Partial<CgroupMemory>
    pressure?: Partial<CgroupFacts['pressure']>
    version?: 1 | 2
  } = {},
): CgroupFacts {
  const cpu: CgroupCpu = {
    quotaCores: null,
    usageSeconds: null,
    periods: null,
    throttledPeriods: null,
    throttledSeconds: null,
  }
  const memory: CgroupMemory = {
    limitBytes: null,
    usageBytes: null,
    inactiveFileBytes: null,
    high: null,
    max: null,
    oom: null,
    oomKill: null,
    failures: null,
  }
  return {
    path,
    version: about.version ?? 2,
    cpu: about.cpu === undefined ? null : { ...cpu, ...about.cpu },
    memory: about.memory === undefined ? null : { ...memory, ...about.memory },
    pids: null,
    pressure: { cpu: null, memory: null, io: null, ...about.pressure },
  }
}

/** Pressure where some tasks wait (10 s, 60 s, 300 s) and all of them do not, unless it is given too. */
export function stalls(
  [avg10, avg60, avg300]: readonly [number, number, number],
  full: readonly [number, number, number] = [0, 0, 0],
): FactTypes['cpuPressure'] {
  return {
    some: { avg10, avg60, avg300, totalSeconds: 1 },
    full: { avg10: full[0], avg60: full[1], avg300: full[2], totalSeconds: 1 },
  }
}

/** A machine that is a container, or is none. */
export function system(inside: boolean): FactTypes['system'] {
  return {
    hostname: 'box',
    kernel: '6.1.0',
    distribution: null,
    cpuModel: null,
    pageBytes: 4096,
    container: { inside, because: inside ? 'There is /.dockerenv.' : 'Nothing tells of one.' },
  }
}

/** `cores` CPUs, of which `effectiveCores` may be used. */
export function cpus(cores: number, effectiveCores = cores): FactTypes['effectiveCpu'] {
  return {
    cores,
    affinityCores: null,
    cpusetCores: null,
    cpusetPath: null,
    quotaCores: effectiveCores < cores ? effectiveCores : null,
    quotaPath: null,
    effectiveCores,
    because: 'as it is',
    doubts: [],
  }
}

import type { ProcessFacts } from '../../../src/core/index.ts'
import type { ProcessWatch } from '../../../src/probes/process/process-watch.ts'
import type { Leader } from '../../../src/probes/process/thread-watch.ts'

/** A thread that sleeps, with what a test changes of it. */
export function literalThread(pid: number, changes: Partial<ProcessFacts> = {}): ProcessFacts {
  return {
    pid,
    parentPid: 1,
    name: 'node',
    state: 'S',
    isKernelThread: false,
    threads: 1,
    nice: 0,
    startSeconds: 5,
    userSeconds: 0,
    systemSeconds: 0,
    majorFaults: 0,
    residentBytes: 0,
    blockIoSeconds: 0,
    command: null,
    cgroup: null,
    runDelaySeconds: 0,
    readBytes: null,
    writtenBytes: null,
    openFiles: null,
    openFilesLimit: null,
    waitsIn: null,
    environment: null,
    ...changes,
  }
}

/** The leading thread of a process that sleeps, with what a test changes of it. */
export function literalLeader(changes: Partial<Leader> = {}): Leader {
  return {
    threadId: 7,
    name: 'node',
    onCpu: 0,
    waitingForCpu: 0,
    blocked: 0,
    blockedIn: null,
    waitsIn: 'ep_poll',
    ...changes,
  }
}

/** A process that sleeps, with its leading thread and what a test changes of it. */
export function literalWatch(
  changes: Partial<ProcessWatch> = {},
  leader: Partial<Leader> = {},
): ProcessWatch {
  return {
    pid: 7,
    parentPid: 1,
    name: 'node',
    command: 'node app.js',
    userId: 1000,
    isKernelThread: false,
    state: 'S',
    ended: false,
    windowSeconds: 3,
    ageSeconds: 60,
    cpu: { userCores: 0, systemCores: 0, waitingThreads: 0 },
    memory: null,
    io: null,
    faults: null,
    switches: null,
    files: null,
    sockets: null,
    threads: { count: 1, read: 1, states: { S: 1 }, busiest: [], waits: [], leader: literalLeader(leader) },
    group: {
      path: '/',
      effectiveCores: 4,
      quotaCores: null,
      throttledShare: null,
      memoryLimitBytes: null,
      memoryUsedBytes: null,
    },
    missing: [],
    ...changes,
  }
}

/** CPU use in cores, and how many threads waited for one. */
export const literalCpu = (userCores: number, systemCores = 0, waitingThreads: number | null = 0) => ({
  userCores,
  systemCores,
  waitingThreads,
})

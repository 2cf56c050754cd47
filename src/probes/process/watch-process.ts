import { type Facts, OperatorError, type ProcessFacts, type Snapshot, type World } from '../../core/index.ts'
import { factsOf } from '../facts/index.ts'
import { findProcess } from './find-process.ts'
import { parseIoCounters, parseMinorFaults, parseUserId } from './process-counters.ts'
import { processGroup, quotaPeriods } from './process-group.ts'
import { readMemory, readOpenFiles } from './process-holdings.ts'
import { cpuUse, ioRates, rate, switchRates } from './process-rates.ts'
import { type ProcessSample, sampleProcess, textIn } from './process-sample.ts'
import type { MissingPart, ProcessWatch } from './process-watch.ts'
import { lookAtThreads, type ThreadLook } from './thread-looks.ts'
import { threadWatch } from './thread-watch.ts'

const looksPerSecond = 10
const mostLooks = 30

/**
 * What the process that `target` (a number or an exact name) means does over the window: two looks at its counters, and some
 * at its threads in between. One that ends meanwhile is told of as far as it was seen, and an interrupted window is shorter.
 * Throws OperatorError where there is no such process (exit 2), or it cannot be read (exit 3).
 */
export async function watchProcess(
  world: World,
  target: string,
  { windowSeconds }: { windowSeconds: number },
): Promise<ProcessWatch> {
  if (world.platform.os !== 'linux') throw unreadable('Processes can be watched on Linux only.')
  const { files, platform } = world
  const pid = findProcess(world, target)
  const first = sampleProcess(files, pid, world.clock.epochMs())
  if (first === null)
    throw unreadable(`Process ${pid} ended, or may not be read, before it could be watched.`)
  const path = factsIn(first.own, pid)?.cgroup ?? null
  const held = {
    group: processGroup(files, platform, { pid, path, before: null }),
    memory: readMemory(files, pid, { exactly: false }),
    open: readOpenFiles(files, pid),
  }
  const periods = quotaPeriods(files, platform, pid)
  const looks = await lookRepeatedly(world, pid, windowSeconds)
  const second = sampleProcess(files, pid, world.clock.epochMs())
  const ended = second === null || !isSame(first, second, pid)
  const last = ended ? first : second
  const memory = ended ? held.memory : readMemory(files, pid, { exactly: true })
  const open = ended ? held.open : readOpenFiles(files, pid)
  return {
    ...judged(pid, ended ? null : first, last, looks),
    ended,
    memory: memory.value,
    files: open.files,
    sockets: open.sockets,
    group: ended ? held.group : processGroup(files, platform, { pid, path, before: periods }),
    missing: [...missingIn(last, pid), ...memory.missing, ...open.missing, ...hiddenWaits(last, looks, pid)],
  }
}

/** What the two samples tell by themselves; without a first one there are no rates. */
function judged(
  pid: number,
  first: ProcessSample | null,
  last: ProcessSample,
  looks: readonly ThreadLook[],
): Omit<ProcessWatch, 'ended' | 'memory' | 'files' | 'sockets' | 'group' | 'missing'> {
  const before = first === null ? null : factsIn(first.own, pid)
  const after = factsIn(last.own, pid)
  if (after === null) throw unreadable(`What /proc/${pid}/stat says cannot be understood.`)
  const windowSeconds = first === null ? 0 : (windowOf(first, last) ?? 0)
  const threads = [first === null ? [] : threadsIn(first), threadsIn(last)] as const
  const text = (sample: ProcessSample | null, name: string) => {
    const found = sample === null ? '' : textIn(sample.own, `/proc/${pid}/${name}`)
    return typeof found === 'string' ? found : ''
  }
  const minor = rate(
    parseMinorFaults(text(first, 'stat')),
    parseMinorFaults(text(last, 'stat')),
    windowSeconds,
  )
  const major = rate(before?.majorFaults, after.majorFaults, windowSeconds)
  const uptime = factsOfSample(last.own).uptimeSeconds
  const ageSeconds = uptime.known ? uptime.last - after.startSeconds : -1
  return {
    pid,
    parentPid: after.parentPid,
    name: after.name,
    command: after.command,
    userId: parseUserId(text(last, 'status')),
    isKernelThread: after.isKernelThread,
    state: after.state,
    windowSeconds,
    ageSeconds: ageSeconds >= 0 ? ageSeconds : null,
    cpu: cpuUse([before, after], threads, windowSeconds),
    io: ioRates(parseIoCounters(text(first, 'io')), parseIoCounters(text(last, 'io')), windowSeconds),
    faults: minor === null || major === null ? null : { minorPerSecond: minor, majorPerSecond: major },
    switches: switchRates(statusesIn(first), statusesIn(last), windowSeconds),
    threads:
      threads[1].length === 0
        ? null
        : threadWatch({ first: threads[0], last: threads[1], count: last.threadCount }, looks, windowSeconds),
  }
}

async function lookRepeatedly(world: World, pid: number, windowSeconds: number): Promise<ThreadLook[]> {
  const times = Math.min(Math.max(Math.round(windowSeconds * looksPerSecond), 1), mostLooks)
  const looks: ThreadLook[] = []
  for (let time = 0; time < times; time++) {
    await world.sleep((windowSeconds * 1000) / times)
    looks.push(...lookAtThreads(world.files, pid))
    if (world.interrupted.aborted) break
  }
  return looks
}

function isSame(first: ProcessSample, last: ProcessSample, pid: number): boolean {
  return factsIn(first.own, pid)?.startSeconds === factsIn(last.own, pid)?.startSeconds
}

function factsIn(sample: Snapshot['samples'][number], pid: number): ProcessFacts | null {
  return processesIn(sample).find((process) => process.pid === pid) ?? null
}

function threadsIn({ threads }: ProcessSample): ProcessFacts[] {
  return processesIn(threads)
}

function processesIn(sample: Snapshot['samples'][number]): ProcessFacts[] {
  const { processes } = factsOfSample(sample)
  return processes.known ? processes.last.processes : []
}

function factsOfSample(sample: Snapshot['samples'][number]): Facts {
  return factsOf({ schema: 'lewis-perf/facts/1', host: '', samples: [sample] })
}

function windowOf(first: ProcessSample, last: ProcessSample): number | null {
  const samples = [first.own, last.own]
  return factsOf({ schema: 'lewis-perf/facts/1', host: '', samples }).windowSeconds
}

function statusesIn(sample: ProcessSample | null): Map<number, string> {
  const statuses = new Map<number, string>()
  for (const [path, file] of Object.entries(sample?.threads.files ?? {})) {
    const thread = /^\/proc\/(\d+)\/status$/.exec(path)?.[1]
    if (thread !== undefined && typeof file === 'string') statuses.set(Number(thread), file)
  }
  return statuses
}

const tellsOf: readonly (readonly [string, string])[] = [
  ['io', 'reads and writes'],
  ['limits', 'the limit of open files'],
]

function missingIn({ own }: ProcessSample, pid: number): MissingPart[] {
  return tellsOf.flatMap(([name, what]) => {
    const path = `/proc/${pid}/${name}`
    const text = textIn(own, path)
    return typeof text === 'string' ? [] : [{ what, path, reason: text.missing }]
  })
}

/** The kernel shows where a thread waits to those who may also read its I/O, and writes 0 for all others. */
function hiddenWaits({ own }: ProcessSample, looks: readonly ThreadLook[], pid: number): MissingPart[] {
  const io = textIn(own, `/proc/${pid}/io`)
  const isHidden = typeof io !== 'string' && io.missing === 'denied'
  return isHidden && looks.every(({ channel }) => channel === null)
    ? [{ what: 'what its threads wait for', path: `/proc/${pid}/wchan`, reason: 'denied' }]
    : []
}

function unreadable(sentence: string): OperatorError {
  return new OperatorError({
    sentence,
    hint: 'List the processes with ps -e; those of others may need root.',
    exitCode: 3,
  })
}

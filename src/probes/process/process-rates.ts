import type { ProcessFacts } from '../../core/index.ts'
import { type IoCounters, parseSwitches } from './process-counters.ts'
import type { CpuUse, IoRates, ProcessWatch } from './process-watch.ts'

/** The growth of a counter in a second; null without two looks, without a window, or where it began anew. */
export function rate(
  before: number | null | undefined,
  after: number | null | undefined,
  windowSeconds: number,
): number | null {
  if (before == null || after == null || windowSeconds <= 0 || after < before) return null
  return (after - before) / windowSeconds
}

/** CPU use between two looks; how long its threads waited is summed over those that both saw. */
export function cpuUse(
  [before, after]: readonly [ProcessFacts | null, ProcessFacts | null],
  [first, last]: readonly [readonly ProcessFacts[], readonly ProcessFacts[]],
  windowSeconds: number,
): CpuUse | null {
  const userCores = rate(before?.userSeconds, after?.userSeconds, windowSeconds)
  const systemCores = rate(before?.systemSeconds, after?.systemSeconds, windowSeconds)
  if (userCores === null || systemCores === null) return null
  const known = new Map(first.map((thread) => [thread.pid, thread.runDelaySeconds]))
  const delays = last.flatMap(
    (thread) => rate(known.get(thread.pid), thread.runDelaySeconds, windowSeconds) ?? [],
  )
  return {
    userCores,
    systemCores,
    waitingThreads: delays.length === 0 ? null : delays.reduce((sum, delay) => sum + delay, 0),
  }
}

/** Reads and writes in a second between two looks. */
export function ioRates(
  before: IoCounters | null,
  after: IoCounters | null,
  windowSeconds: number,
): IoRates | null {
  const of = (key: keyof IoCounters) => rate(before?.[key], after?.[key], windowSeconds)
  const [read, written, readCalls] = [of('read'), of('written'), of('readCalls')]
  const [writeCalls, diskRead, diskWritten] = [of('writeCalls'), of('diskRead'), of('diskWritten')]
  if (read === null || written === null || readCalls === null) return null
  // What is thrown away before it reaches a disk is taken off what was written: that may fall.
  if (writeCalls === null || diskRead === null) return null
  return {
    readPerSecond: read,
    writtenPerSecond: written,
    readCallsPerSecond: readCalls,
    writeCallsPerSecond: writeCalls,
    diskReadPerSecond: diskRead,
    diskWrittenPerSecond: diskWritten ?? 0,
  }
}

/** Context switches in a second of the threads whose status both looks have, by thread number. */
export function switchRates(
  before: ReadonlyMap<number, string>,
  after: ReadonlyMap<number, string>,
  windowSeconds: number,
): ProcessWatch['switches'] {
  let known = false
  const sum = { voluntaryPerSecond: 0, involuntaryPerSecond: 0 }
  for (const [thread, text] of after) {
    const from = parseSwitches(before.get(thread) ?? '')
    const to = parseSwitches(text)
    const voluntary = rate(from?.voluntary, to?.voluntary, windowSeconds)
    const involuntary = rate(from?.involuntary, to?.involuntary, windowSeconds)
    if (voluntary === null || involuntary === null) continue
    known = true
    sum.voluntaryPerSecond += voluntary
    sum.involuntaryPerSecond += involuntary
  }
  return known ? sum : null
}

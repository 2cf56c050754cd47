import { formatQuantity } from '../report/index.ts'
import {
  type LoadPlan,
  type LoadRun,
  mergeTallies,
  modelSeconds,
  type Slice,
  type TimelinePoint,
  wholeSlice,
} from '../traffic/index.ts'
import type { SliceResult } from './drive/index.ts'
import { generateHere, generateInThread, type Share } from './generator.ts'
import { newTimeline, type SeenTraffic } from './timeline.ts'
import { boundLookups, nowEpochMs } from './transport/index.ts'

export interface LoadOptions {
  /** Told when the measured time will begin, in milliseconds since 1970, before anything is sent. */
  onStart?(startedEpochMs: number): void
  /** Threads, each of which runs its slice; one runs in this thread. */
  workers: number
  /** Told each second. */
  onPoint(point: TimelinePoint): void
  /** A reason to end the run, null while there is none: asked each second. */
  reasonToStop(points: readonly TimelinePoint[], traffic: Readonly<SeenTraffic>): string | null
  interrupted: AbortSignal
  /** In place of our own engine. */
  generate?(share: Share): Promise<SliceResult>
  /** A part of the plan, which begins when the others do; left out, all of it begins at once. */
  part?: Part
}

export interface Part {
  slice: Slice
  /** In milliseconds since 1970. */
  startEpochMs: number
}

/** Threads are up by then. */
const threadStartMs = 300

/**
 * Runs a plan to its end, be it an early one, and hands back all that was measured, and when it really began. Throws OperatorError as `runSlice` does.
 */
export async function runLoad(
  plan: LoadPlan,
  options: LoadOptions,
): Promise<LoadRun & { beganEpochMs: number }> {
  const { workers, interrupted, part } = options
  const { index: first, of: parts } = part?.slice ?? wholeSlice
  boundLookups(plan.timeoutSeconds)
  const early = new AbortController()
  const timeline = newTimeline(workers)
  const endSeconds = modelSeconds(plan.model)
  let stoppedBecause: string | null = null
  const signal = AbortSignal.any([interrupted, early.signal])
  const startEpochMs = part?.startEpochMs ?? nowEpochMs() + (workers === 1 ? 0 : threadStartMs)
  const startedEpochMs = startEpochMs + plan.warmupSeconds * 1000
  options.onStart?.(startedEpochMs)
  const shares = Array.from(
    { length: workers },
    (_, index): Share => ({
      plan: { ...plan, connections: Math.ceil(plan.connections / (workers * parts)) },
      slice: { index: first + parts * index, of: parts * workers },
      startEpochMs,
      leavesMissed: part !== undefined,
      signal,
      onSecond: (second) => tell(timeline.add(index, second)),
    }),
  )
  const generate = options.generate ?? (workers === 1 ? generateHere : generateInThread)
  const results = await Promise.all(
    shares.map(async (share, index) => {
      const result = await generate(share)
      tell(timeline.end(index))
      return result
    }),
  ).catch((error: unknown) => {
    early.abort()
    throw error
  })
  return {
    plan,
    tally: mergeTallies(results.map(({ tally }) => tally)),
    timeline: timeline.points,
    startedEpochMs,
    measuredSeconds: Math.max(...results.map(({ measuredSeconds }) => measuredSeconds)),
    answeredInTime: results.reduce((sum, { answeredInTime }) => sum + answeredInTime, 0),
    generators: workers,
    isInterrupted: interrupted.aborted,
    stoppedBecause,
    beganEpochMs: Math.max(...results.map(({ beganEpochMs }) => beganEpochMs)),
  }

  function tell(points: readonly TimelinePoint[]): void {
    for (const point of points) {
      options.onPoint(point)
      const reason = options.reasonToStop(timeline.points, timeline.traffic)
      if (reason === null) continue
      // By then it is over, and only waits for the last answers.
      if (point.atSeconds < endSeconds) stoppedBecause ??= reason
      early.abort()
    }
  }
}

const stormSeconds = 5
const stormShare = 0.5
const stormRequests = 100
/** A user who waits for a target that refuses tries it once a second. */
const fewestRefusals = 3

/**
 * Why a run had better stop: more than half of at least 100 requests failed over five seconds, or nothing was ever answered and
 * at least three failed. Null while they do not.
 */
export function errorStorm(points: readonly TimelinePoint[]): string | null {
  const last = points.slice(-stormSeconds)
  const sum = (of: (point: TimelinePoint) => number): number =>
    last.reduce((total, point) => total + of(point), 0)
  const failed = sum((point) => point.failed)
  const ended = failed + sum((point) => point.ok)
  if (
    points.length >= stormSeconds &&
    points.every(({ answered }) => answered === 0) &&
    failed >= fewestRefusals
  )
    return `Stopped: no request was answered in ${Math.round(points.length)} s.`
  if (last.length < stormSeconds || ended < stormRequests || failed <= stormShare * ended) return null
  return `Stopped: ${formatQuantity(failed / ended, 'ratio')} of the requests of ${stormSeconds} s failed.`
}

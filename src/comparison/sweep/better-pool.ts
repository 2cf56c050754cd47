import { type MedianInterval, medianInterval } from '../../metrics/index.ts'
import type { Sweep, SweepPoint } from './sweep.ts'

/** Threads against processes at the same number of workers. */
export interface PoolChoice {
  pool: 'thread' | 'process'
  /** The number of workers that both were compared at. */
  concurrency: number
  /** Throughput of threads over that of processes in the same round: the median, and its interval. */
  ratio: MedianInterval
  /** The whole interval lies on one side of 1, and the median more than 2 % from it. */
  isDecided: boolean
}

const sameWithin = 0.02

/**
 * Which of the two pools does more, at the level where both together do most. Where the rounds cannot tell it is threads, which take
 * less memory. Null where no level has rounds of both.
 */
export function betterPool(threads: Sweep, processes: Sweep): PoolChoice | null {
  const shared = threads.points.flatMap((thread) => {
    const process = processes.points.find(({ concurrency }) => concurrency === thread.concurrency)
    const ratios = process === undefined ? [] : ratiosOf(thread, process)
    if (process === undefined || ratios.length === 0) return []
    return [{ concurrency: thread.concurrency, together: thread.throughput + process.throughput, ratios }]
  })
  const [most] = shared.toSorted((a, b) => b.together - a.together)
  if (most === undefined) return null
  const ratio = medianInterval(most.ratios)
  const isDecided = (ratio.low > 1 || ratio.high < 1) && Math.abs(ratio.median - 1) > sameWithin
  const pool = isDecided && ratio.median < 1 ? 'process' : 'thread'
  return { pool, concurrency: most.concurrency, ratio, isDecided }
}

function ratiosOf(thread: SweepPoint, process: SweepPoint): number[] {
  return thread.throughputByRound.flatMap((throughput, round) => {
    const other = process.throughputByRound[round] ?? 0
    return throughput !== null && other > 0 ? [throughput / other] : []
  })
}

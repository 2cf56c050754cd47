import { OperatorError } from '../../core/index.ts'
import type { RecommendedHistory } from '../../scaling/index.ts'
import { type ThreadPool, threadPool } from '../thread-pool/index.ts'
import type { PlanOrder } from './program/index.ts'
import { text as programText } from './program-text.ts'

/** Plans in threads of their own, until they are closed; each is what `recommendWorkload` makes of the same order. */
export type PlanningThreads = ThreadPool<PlanOrder, RecommendedHistory>

/**
 * So many threads that plan a workload each. `close`, and an abort of the signal, end them at once; plans that are not over then reject with
 * OperatorError (exit 130). Rejects with OperatorError as `recommendWorkload` throws it, and (exit 3) where a thread dies.
 */
export function planningThreads(options: {
  threads: number
  signal?: AbortSignal | undefined
}): PlanningThreads {
  return threadPool({ program: programText, ...options, words: { interrupted, died } })
}

function interrupted(): OperatorError {
  return new OperatorError({
    sentence: 'Planning was interrupted before a workload was planned.',
    hint: 'Give it more time, or fewer workloads.',
    exitCode: 130,
  })
}

function died(how: string): OperatorError {
  return new OperatorError({
    sentence: `A thread that plans ended before its time: ${how}.`,
    hint: 'Free memory, or give fewer --threads.',
    exitCode: 3,
  })
}

import { quantile } from '../../../metrics/index.ts'
import type { DiskAnswer } from '../disk-order.ts'

/** A percentile, and how many times it takes. */
const ranks = [
  ['P50', 0.5, 5],
  ['P95', 0.95, 40],
  ['P99', 0.99, 100],
] as const

/** So many operations are enough for all of them. */
export const enoughOperations = 100

/** `syncP50`, `syncP95` and `syncP99` of times, as far as there are enough of them: the rest is missing, with the number. */
export function percentilesOf(name: string, seconds: readonly number[]): DiskAnswer {
  const answer: DiskAnswer = { values: {}, missing: {} }
  for (const [rank, share, least] of ranks) {
    if (seconds.length >= least) answer.values[name + rank] = quantile(seconds, share)
    else
      answer.missing[name + rank] =
        `The ${share * 100}th percentile takes ${least} operations in a round, and the disk did ${seconds.length}.`
  }
  return answer
}

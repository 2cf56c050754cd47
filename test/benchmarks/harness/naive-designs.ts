import { mannWhitneyU, mean, standardDeviation, studentT } from '../../../src/metrics/index.ts'

/** What other designs say of head against base, from seconds of operations: `slower` is what would stop a merge. */
export type NaiveVerdict = 'slower' | 'faster' | 'same'

/** Samples of two versions, the one measured after the other. */
export interface Samples {
  base: readonly number[]
  head: readonly number[]
}

/** tinybench's table read as people read it: means differ where their ± margins of error (95 %, t) do not overlap. */
export function tinybenchMargins({ base, head }: Samples): NaiveVerdict {
  const [was, is] = [meanWithMargin(base), meanWithMargin(head)]
  if (is.mean - is.margin > was.mean + was.margin) return 'slower'
  return is.mean + is.margin < was.mean - was.margin ? 'faster' : 'same'
}

/** tinybench's means by a fixed threshold: slower where the ratio of means is more than `threshold` above 1. */
export function tinybenchMeans({ base, head }: Samples, threshold = 0.05): NaiveVerdict {
  const ratio = mean(head) / mean(base)
  if (ratio > 1 + threshold) return 'slower'
  return ratio < 1 / (1 + threshold) ? 'faster' : 'same'
}

/** vitest's `bench --compare`: an arrow wherever operations a second, the mean of 1 / seconds, differ in two decimals of their ratio; no test. */
export function vitestCompare({ base, head }: Samples): NaiveVerdict {
  const ratio = mean(head.map((seconds) => 1 / seconds)) / mean(base.map((seconds) => 1 / seconds))
  if (ratio.toFixed(2) === '1.00') return 'same'
  return ratio < 1 ? 'slower' : 'faster'
}

/** benchstat's and others' test: Mann-Whitney, two-sided at `alpha`, on samples taken in two blocks. */
export function twoBlockMannWhitney({ base, head }: Samples, alpha = 0.05): NaiveVerdict {
  const { p, pLess, pGreater } = mannWhitneyU(head, base)
  if (p > alpha) return 'same'
  return pGreater < pLess ? 'slower' : 'faster'
}

function meanWithMargin(values: readonly number[]): { mean: number; margin: number } {
  const degrees = values.length - 1
  const margin = (studentT(0.975, degrees) * standardDeviation(values)) / Math.sqrt(values.length)
  return { mean: mean(values), margin }
}

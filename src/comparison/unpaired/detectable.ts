import {
  median,
  medianAbsoluteDeviation,
  minimumDetectableEffect,
  pairsNeeded,
  standardDeviation,
} from '../../metrics/index.ts'

/** How small a change two samples can show, and how many values of each would show smaller ones. */
export interface Detectable {
  minimumDetectableEffect: number
  samplesNeeded: { effect: number; samples: number }[]
}

const effects = [0.01, 0.02, 0.05]
/** Of a two-sided test at 1 %. */
const alpha = 0.005
const power = 0.95
const fewest = 5

/**
 * From the logarithms of two samples, with the spread of each by its MAD. The rank-sum test of m and n values sees what the
 * signed-rank test of mn / (m + n) pairs sees, both being 3 / pi as efficient as their t test. Null for fewer than 2 values.
 */
export function detectable(before: readonly number[], after: readonly number[]): Detectable | null {
  if (before.length < 2 || after.length < 2) return null
  const spread = Math.sqrt((spreadOf(before) ** 2 + spreadOf(after) ** 2) / 2)
  const pairs = (before.length * after.length) / (before.length + after.length)
  return {
    minimumDetectableEffect: Math.exp(minimumDetectableEffect({ spread, pairs, alpha, power })) - 1,
    samplesNeeded: effects.map((effect) => ({
      effect,
      samples: Math.max(fewest, 2 * pairsNeeded({ spread, effect: Math.log(1 + effect), alpha, power })),
    })),
  }
}

/** Where more than half of the values are equal, their MAD is 0 and says nothing. */
function spreadOf(values: readonly number[]): number {
  const robust = 1.4826 * medianAbsoluteDeviation(values)
  return robust > 0 ? robust : standardDeviation(values.map((value) => value - median(values)))
}

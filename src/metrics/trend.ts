import { assertSpan, assertValues, assertWhole } from './assert-values.ts'
import { mean } from './mean.ts'
import { median } from './median.ts'
import { normalTail } from './normal.ts'
import { midRanks } from './ranks.ts'

/** So many values make all pairs of them too many: every k-th is taken then. */
const mostValues = 1000

/** The line through values in their order (index 0, 1, 2 ...) that outliers do not bend: the median of the slopes of all pairs. Throws OperatorError on fewer than 2 values, and on non-finite ones. Theil 1950, Sen 1968. */
export function theilSen(values: readonly number[]): { slope: number; intercept: number } {
  assertSpan(values, 'A trend', 2)
  const stride = Math.ceil(values.length / mostValues)
  const slopes: number[] = []
  for (let i = 0; i < values.length; i += stride) {
    for (let j = i + stride; j < values.length; j += stride)
      slopes.push(((values[j] ?? 0) - (values[i] ?? 0)) / (j - i))
  }
  const slope = median(slopes)
  return { slope, intercept: median(values.map((value, index) => value - slope * index)) }
}

/** Whether values rise or fall in their order: S, its normal score corrected for ties and continuity, and the two-sided p, 1 where all are equal. Throws OperatorError on fewer than 2 values, and on non-finite ones. Mann 1945, Kendall 1975. */
export function mannKendall(values: readonly number[]): { s: number; z: number; p: number } {
  assertValues(values, 'A trend', 2)
  const stride = Math.ceil(values.length / mostValues)
  const taken = values.filter((_, index) => index % stride === 0)
  let s = 0
  for (let i = 0; i < taken.length; i++) {
    for (let j = i + 1; j < taken.length; j++) s += Math.sign((taken[j] ?? 0) - (taken[i] ?? 0))
  }
  const deviation = kendallDeviation(taken)
  const z = deviation === 0 || s === 0 ? 0 : (s - Math.sign(s)) / deviation
  return { s, z, p: Math.min(1, 2 * normalTail(Math.abs(z))) }
}

/** The standard deviation of S where there is no trend, corrected for ties. Kendall 1975. */
export function kendallDeviation(values: readonly number[]): number {
  const spread = (size: number): number => size * (size - 1) * (2 * size + 5)
  const ties = midRanks(values).tieSizes.reduce((sum, size) => sum + spread(size), 0)
  return Math.sqrt((spread(values.length) - ties) / 18)
}

/**
 * The correlation of values with those `lag` places later, -1 to 1; 0 where all are equal or there are too few. Throws OperatorError on
 * non-finite values, and on a lag that is no whole number from 0 on. Box and Jenkins 1976.
 */
export function autocorrelation(values: readonly number[], lag = 1): number {
  assertSpan(values, 'An autocorrelation', 0)
  assertWhole(lag, 0, Number.MAX_SAFE_INTEGER, 'The lag of an autocorrelation')
  if (values.length <= lag + 1) return 0
  const centre = mean(values)
  const distances = values.map((value) => value - centre)
  // Squares of very large and very small numbers are no numbers: each is measured by the largest.
  const largest = distances.reduce((most, distance) => Math.max(most, Math.abs(distance)), 0)
  if (largest === 0) return 0
  let together = 0
  let total = 0
  for (const [index, distance] of distances.entries()) {
    const here = distance / largest
    total += here * here
    if (index >= lag) together += here * ((distances[index - lag] ?? 0) / largest)
  }
  return Math.max(-1, Math.min(1, together / total))
}

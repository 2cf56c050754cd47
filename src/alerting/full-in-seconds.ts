import { senSlope } from '../metrics/index.ts'

/** A figure at a moment, in seconds of any clock. */
export interface TimePoint {
  seconds: number
  value: number
}

/** How long until nothing is left, with the interval of 95 %. */
export interface FullIn {
  seconds: number
  low: number
  high: number
}

const leastPoints = 10
/** All pairs of more points are more work than they tell: every k-th is taken then. */
const mostPoints = 180
const significance = 0.01

/**
 * In how many seconds a disk is full if it goes on filling as it did. Points are what is free, or with `total` what is used, in rising
 * order of time. Null where there is no trend: fewer than ten points, a Mann-Kendall p of 0.01 or more, or a slope whose interval does
 * not lie below 0 as a whole. Throws OperatorError on what is not finite. Theil 1950, Sen 1968, Mann 1945, Kendall 1975.
 */
export function fullInSeconds(
  points: readonly TimePoint[],
  { total }: { total?: number } = {},
): FullIn | null {
  if (points.length < leastPoints) return null
  const stride = Math.ceil(points.length / mostPoints)
  // Counted from the end, so that the newest is always among them.
  const taken = points
    .filter((_, index) => (points.length - 1 - index) % stride === 0)
    .map(({ seconds, value }) => ({ at: seconds, value: total === undefined ? value : total - value }))
  const { slope, low, high, p } = senSlope(taken)
  if (p >= significance || !(slope < 0 && high < 0)) return null
  const left = Math.max(0, taken.at(-1)?.value ?? 0)
  return { seconds: left / -slope, low: left / -low, high: left / -high }
}

import { studentT, studentTail } from '../../metrics/index.ts'
import type { Figure } from './figures.ts'

/** What lies between a figure of an earlier run and that of a later one. */
export interface Difference {
  estimate: number
  /** The interval at 95 %. */
  low: number
  high: number
  /** Two-sided, that there is none. */
  p: number
  /** Student's degrees of freedom, by Satterthwaite. */
  degrees: number
}

const confidence = 0.95
/** Further out no table of t is asked. */
const mostErrors = 1000

/**
 * The later figure less the earlier, of two independent runs. Its limits are made of the limits of both (Zou and Donner 2008), which need
 * not lie symmetric; p is where they touch 0.
 */
export function difference(before: Figure, after: Figure): Difference {
  const estimate = after.value - before.value
  const degrees = degreesOf(before, after)
  const low = (t: number): number =>
    estimate - Math.hypot(after.value - after.limits(t)[0], before.limits(t)[1] - before.value)
  const high = (t: number): number =>
    estimate + Math.hypot(after.limits(t)[1] - after.value, before.value - before.limits(t)[0])
  const t = studentT(1 - (1 - confidence) / 2, degrees)
  return {
    estimate,
    low: low(t),
    high: high(t),
    p: pOf(estimate > 0 ? low : high, estimate, degrees),
    degrees,
  }
}

function pOf(limit: (t: number) => number, estimate: number, degrees: number): number {
  if (estimate === 0) return 1
  const isPast = (t: number): boolean => limit(t) * estimate > 0
  if (!isPast(1e-6)) return 1
  let [inside, outside] = [1e-6, mostErrors]
  if (isPast(outside)) return 2 * studentTail(outside, degrees)
  for (let step = 0; step < 40; step++) {
    const middle = (inside + outside) / 2
    if (isPast(middle)) inside = middle
    else outside = middle
  }
  return Math.min(1, 2 * studentTail(inside, degrees))
}

/** Satterthwaite 1946; where neither varies, all that there are. */
function degreesOf(before: Figure, after: Figure): number {
  const [a, b] = [varianceOf(before), varianceOf(after)]
  const most = before.degrees + after.degrees
  if (!(a + b > 0)) return most
  return Math.min(most, (a + b) ** 2 / (a ** 2 / before.degrees + b ** 2 / after.degrees))
}

function varianceOf({ limits }: Figure): number {
  const [low, high] = limits(1)
  return ((high - low) / 2) ** 2
}

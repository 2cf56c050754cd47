import { OperatorError } from '../../core/index.ts'
import { studentT } from '../../metrics/index.ts'
import { assertShare } from '../assert-station.ts'
import { type FittedLine, fitLine, leverage } from './linear-forecast.ts'

/** Places in the series, which may lie between two: where the line, the upper and the lower end of its prediction interval reach the capacity; null: never. */
export interface Exhaustion {
  likely: number | null
  earliest: number | null
  latest: number | null
}

/**
 * When a series of evenly spaced values (places 0, 1, 2 ...) that grows along a straight line reaches `capacity`, at a prediction interval
 * of `level` (0.95): capacity = a + b x for the line, and capacity = a + b x +- t(n - 2) s sqrt(1 + 1/n + (x - mean)^2 / Sxx) for its ends. A
 * slope that is not above 0 never does, and one whose interval includes 0 has no latest. Throws OperatorError on fewer than 3 values, and on
 * numbers that are not finite. Draper and Smith, Applied Regression Analysis, 1998, 3.2 (inverse regression).
 */
export function exhaustion(series: { y: readonly number[]; capacity: number; level?: number }): Exhaustion {
  const { y, capacity, level = 0.95 } = series
  if (!Number.isFinite(capacity))
    throw new OperatorError({
      sentence: `The capacity must be a finite number, got ${capacity}.`,
      hint: 'Give another one.',
    })
  assertShare(level, 'The level')
  const line = fitLine(
    y.map((_, index) => index),
    y,
  )
  return exhaustionOf(line, capacity, level)
}

/** The same of a line that is known. */
export function exhaustionOf(line: FittedLine, capacity: number, level: number): Exhaustion {
  const t = studentT((1 + level) / 2, line.count - 2)
  return {
    likely: line.slope > 0 ? (capacity - line.intercept) / line.slope : null,
    earliest: reaches(line, capacity, t * line.residualStandardError),
    latest: reaches(line, capacity, -t * line.residualStandardError),
  }
}

/** The last place at which line + margin x sqrt(1 + leverage) passes the capacity upwards; null where it never does. */
function reaches(line: FittedLine, capacity: number, margin: number): number | null {
  const { slope, centre } = line
  // At z = x - centre the line is `middle` + slope z: (gap - slope z)^2 = margin^2 (1 + 1/n + z^2 / Sxx).
  const gap = capacity - (line.intercept + slope * centre)
  const a = slope * slope - (margin * margin) / line.spread
  const b = -2 * gap * slope
  const c = gap * gap - margin * margin * (1 + 1 / line.count)
  const found = roots(a, b, c)
    .filter((z) => {
      const isOnThisSide = Math.sign(gap - slope * z) === Math.sign(margin) || margin === 0
      return isOnThisSide && rises(line, margin, z)
    })
    .map((z) => z + centre)
  return found.length === 0 ? null : Math.max(...found)
}

function rises(line: FittedLine, margin: number, z: number): boolean {
  const root = Math.sqrt(1 + leverage(line, z + line.centre))
  return line.slope + (margin * z) / line.spread / root > 0
}

function roots(a: number, b: number, c: number): number[] {
  if (a === 0) return b === 0 ? [] : [-c / b]
  const square = b * b - 4 * a * c
  if (!(square >= 0)) return []
  const q = -(b + (b < 0 ? -1 : 1) * Math.sqrt(square)) / 2
  return q === 0 ? [0] : [q / a, c / q]
}

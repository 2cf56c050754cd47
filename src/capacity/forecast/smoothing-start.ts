import type { Smoothing, SmoothingState } from './smoothing.ts'

/** Where smoothing begins: the first value that is expected, and the state before it. */
export interface SmoothingStart {
  first: number
  state: SmoothingState
}

/**
 * As R's HoltWinters begins (`R`: the second value as level with a trend, the first without; with a season, the line through the moving
 * average of the first two periods and what they are off it), or with the first value and what the second is off it before anything was seen (`first-two`, as statsmodels).
 */
export function smoothingStart(
  y: readonly number[],
  period: number,
  from: 'R' | 'first-two',
  how: Smoothing,
): SmoothingStart {
  if (how.gamma !== null) return seasonalStart(y, period, how)
  const [one = Number.NaN, two = Number.NaN] = y
  const slope = how.trend === 'exponential' ? two / one : two - one
  if (how.beta === null) return { first: 1, state: { level: one, slope: 0, season: [] } }
  return from === 'R'
    ? { first: 2, state: { level: two, slope, season: [] } }
    : { first: 0, state: { level: one, slope, season: [] } }
}

/** Classical decomposition of the first two periods. Kendall and Stuart 1983. */
function seasonalStart(y: readonly number[], period: number, how: Smoothing): SmoothingStart {
  const window = y.slice(0, 2 * period)
  const trend = movingAverage(window, period)
  const off = window.map((value, index) => {
    const around = trend[index] ?? Number.NaN
    return how.seasonal === 'additive' ? value - around : value / around
  })
  const figure = Array.from({ length: period }, (_, place) => {
    const known = [off[place], off[place + period]].filter(
      (value): value is number => value !== undefined && Number.isFinite(value),
    )
    return known.reduce((sum, value) => sum + value, 0) / known.length
  })
  const centre = figure.reduce((sum, value) => sum + value, 0) / period
  const season = figure.map((value) => (how.seasonal === 'additive' ? value - centre : value / centre))
  const { level, slope } = lineFromOne(trend.filter((value) => Number.isFinite(value)))
  return { first: period, state: { level, slope: how.beta === null ? 0 : slope, season } }
}

/** Centred, of one period; an even one counts its two ends half. NaN where it does not fit. */
function movingAverage(values: readonly number[], period: number): number[] {
  const half = Math.floor(period / 2)
  const isEven = period % 2 === 0
  return values.map((_, index) => {
    if (index < half || index + half >= values.length) return Number.NaN
    let sum = 0
    for (let offset = -half; offset <= half; offset++) {
      const isEnd = isEven && Math.abs(offset) === half
      sum += ((values[index + offset] ?? Number.NaN) * (isEnd ? 0.5 : 1)) / period
    }
    return sum
  })
}

/** Through the places 1, 2, 3 ... */
function lineFromOne(values: readonly number[]): { level: number; slope: number } {
  const count = values.length
  const centre = (count + 1) / 2
  const middle = values.reduce((sum, value) => sum + value, 0) / count
  let cross = 0
  let spread = 0
  for (const [index, value] of values.entries()) {
    cross += (index + 1 - centre) * (value - middle)
    spread += (index + 1 - centre) ** 2
  }
  const slope = spread === 0 ? 0 : cross / spread
  return { level: middle - slope * centre, slope }
}

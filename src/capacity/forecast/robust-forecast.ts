import { OperatorError } from '../../core/index.ts'
import {
  kendallDeviation,
  median,
  medianAbsoluteDeviation,
  normalQuantile,
  standardDeviation,
  studentT,
} from '../../metrics/index.ts'
import { assertCount, assertShare } from '../assert-station.ts'
import { type Exhaustion, exhaustionOf } from './exhaustion.ts'
import { lastStep } from './last-step.ts'
import { type FittedLine, leverage } from './linear-forecast.ts'

/** A line that outliers do not bend, with a season on it, and its future. */
export interface RobustForecast {
  /** Value at place 0 without the season, and growth a place. */
  intercept: number
  slope: number
  slopeLow: number
  slopeHigh: number
  /** What each place of a season is off the line; empty without a season. Place i has season[i % period]. */
  season: number[]
  /** Of what is left, robust: 1.4826 times its median absolute deviation. */
  residualDeviation: number
  /** The first place that was used: what lies before a step was left out. */
  since: number
  fit: number[]
  low: number[]
  high: number[]
  /** When it reaches the capacity; null where none was given. */
  exhaustion: Exhaustion | null
}

/** A series, evenly spaced, and what to say of it. */
export interface RobustForecastInput {
  y: readonly number[]
  horizon: number
  /** Places in a season: 24 for a day of hours, 168 for a week of them. */
  period?: number
  capacity?: number
  /** Of the intervals (0.95). */
  level?: number
}

/**
 * The median of the slopes of all pairs (with a season: of pairs that lie whole seasons apart), the season as medians of what is left, and the
 * rest as a robust deviation; history before a step down is left out. Throws OperatorError on fewer than 3 values after it (two seasons and
 * one more with a season), and on ones that are not finite. Theil 1950, Sen 1968; with a season Hirsch, Slack and Smith 1982.
 */
export function robustForecast(input: RobustForecastInput): RobustForecast {
  const { horizon, period = 1, capacity, level = 0.95 } = input
  assertCount(horizon, 'The horizon')
  assertCount(period, 'The period')
  assertShare(level, 'The level')
  const wrong = input.y.find((value) => !Number.isFinite(value))
  if (wrong !== undefined)
    throw new OperatorError({
      sentence: `A forecast cannot be made from ${wrong}.`,
      hint: 'Leave out what was not measured.',
    })
  const since = lastStep(input.y)
  const y = input.y.slice(since)
  const least = period === 1 ? 3 : 2 * period + 1
  if (y.length < least)
    throw new OperatorError({
      sentence: `A forecast needs at least ${least} values${since === 0 ? '' : ` after the step at ${since}`}, got ${y.length}.`,
      hint: 'Measure longer.',
    })
  const { slope, slopeLow, slopeHigh } = slopeOf(y, period, level)
  const flat = y.map((value, index) => value - slope * index)
  const season = period === 1 ? [] : seasonOf(flat, period, since)
  const level0 = flat.map((value, index) => value - (season[(index + since) % period] ?? 0))
  const middle = median(level0)
  const rest = level0.map((value) => value - middle)
  const robust = 1.4826 * medianAbsoluteDeviation(rest)
  const residualDeviation = robust > 0 ? robust : standardDeviation(rest)
  const intercept = middle - slope * since
  const line = asLine(intercept, slope, residualDeviation, since, y.length)
  const places = Array.from({ length: horizon }, (_, index) => input.y.length + index)
  const fit = places.map((x) => intercept + slope * x + (season[x % period] ?? 0))
  const t = studentT((1 + level) / 2, y.length - 2)
  const half = places.map((x) => t * residualDeviation * Math.sqrt(1 + leverage(line, x)))
  const peak = season.reduce((most, value) => Math.max(most, value), 0)
  return {
    intercept,
    slope,
    slopeLow,
    slopeHigh,
    season,
    residualDeviation,
    since,
    fit,
    low: fit.map((value, index) => value - (half[index] ?? 0)),
    high: fit.map((value, index) => value + (half[index] ?? 0)),
    exhaustion: capacity === undefined ? null : certain(exhaustionOf(line, capacity - peak, level), slopeLow),
  }
}

/** Where the slope may be 0, nothing says that it ever fills. */
function certain(found: Exhaustion, slopeLow: number): Exhaustion {
  return slopeLow > 0 ? found : { ...found, latest: null }
}

function asLine(
  intercept: number,
  slope: number,
  residualStandardError: number,
  since: number,
  count: number,
): FittedLine {
  const centre = since + (count - 1) / 2
  return {
    intercept,
    slope,
    residualStandardError,
    r2: Number.NaN,
    count,
    centre,
    spread: (count * (count * count - 1)) / 12,
  }
}

/** So many slopes are enough: beyond, evenly chosen ones. */
const mostSlopes = 1_000_000

function slopeOf(y: readonly number[], period: number, level: number) {
  const pairs = period === 1 ? (y.length * (y.length - 1)) / 2 : (y.length * y.length) / period / 2
  const stride = Math.max(1, Math.ceil(pairs / mostSlopes))
  const slopes: number[] = []
  let turn = 0
  for (let gap = period; gap < y.length; gap += period) {
    for (let from = 0; from + gap < y.length; from++) {
      if (turn++ % stride === 0) slopes.push(((y[from + gap] ?? 0) - (y[from] ?? 0)) / gap)
    }
  }
  const sorted = Float64Array.from(slopes).sort()
  const share = normalQuantile((1 + level) / 2) * relativeDeviation(y, period)
  const at = (place: number): number => sorted[Math.max(0, Math.min(sorted.length - 1, place))] ?? Number.NaN
  const half = (share * sorted.length) / 2
  return {
    slope: median(slopes),
    slopeLow: at(Math.floor(sorted.length / 2 - half) - 1),
    slopeHigh: at(Math.ceil(sorted.length / 2 + half)),
  }
}

/** The deviation of Kendall's S as a share of all pairs; with a season of the sum over its places, each on its own. */
function relativeDeviation(y: readonly number[], period: number): number {
  let variance = 0
  let pairs = 0
  for (let place = 0; place < period; place++) {
    const values = y.filter((_, index) => index % period === place)
    variance += kendallDeviation(values) ** 2
    pairs += (values.length * (values.length - 1)) / 2
  }
  return pairs === 0 ? 1 : Math.sqrt(variance) / pairs
}

function seasonOf(flat: readonly number[], period: number, since: number): number[] {
  const figure = Array.from({ length: period }, (_, place) =>
    median(flat.filter((__, index) => (index + since) % period === place)),
  )
  const centre = median(figure)
  return figure.map((value) => value - centre)
}

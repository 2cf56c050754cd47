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
import { periodicParts, placesByPart, type SeasonParts } from './season-parts.ts'

/** A line that outliers do not bend, with a season on it, and its future. */
export interface RobustForecast {
  /** Value at place 0 without the season, and growth a place. */
  intercept: number
  slope: number
  slopeLow: number
  slopeHigh: number
  /** What each part of a season is off the line; empty without a season. Place i has season[i % period], or season[parts.of(i)]. */
  season: number[]
  /** Of what is left, robust: 1.4826 times its median absolute deviation; with a season of the changes from season to season, over the root of 2. */
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
  /** A season by the calendar, in place of a period. */
  parts?: SeasonParts
  capacity?: number
  /** Of the intervals (0.95). */
  level?: number
}

/**
 * The median of the slopes of all pairs (with a season: of pairs in the same part of it), the season as medians of what is left, and the
 * rest as a robust deviation; history before a step down is left out: b = median (y(j) - y(i)) / (j - i), fit = a + b x + season +-
 * t s sqrt(1 + v + 1/n + (x - mean)^2 / Sxx), v = pi / 2m for a part of m values. Throws OperatorError on fewer than 3 values after the step (two seasons and one more with a period,
 * two seasons by the calendar), and on ones that are not finite. Theil 1950, Sen 1968; with a season Hirsch, Slack and Smith 1982.
 */
export function robustForecast(input: RobustForecastInput): RobustForecast {
  const { horizon, period = 1, capacity, level = 0.95 } = input
  assertCount(horizon, 'The horizon')
  assertCount(period, 'The period')
  assertShare(level, 'The level')
  assertFinite(input.y)
  const parts = input.parts ?? periodicParts(period)
  const since = lastStep(input.y)
  const y = input.y.slice(since)
  assertEnough(y.length, since, parts)
  const places = placesByPart(parts, since, input.y.length)
  const future = Array.from({ length: horizon }, (_, index) => input.y.length + index)
  assertKnown(places, future, parts)
  const { slope, slopeLow, slopeHigh } = slopeOf(input.y, places, parts.apart, level)
  const flat = input.y.map((value, index) => value - slope * (index - since))
  const season = parts.count === 1 ? [] : seasonOf(flat, places)
  const seasonAt = (place: number): number => season[parts.of(place)] ?? 0
  const level0 = flat.slice(since).map((value, index) => value - seasonAt(since + index))
  const middle = median(level0)
  const rest = level0.map((value) => value - middle)
  const levels = places.filter(({ length }) => length > 0).length
  const residualDeviation = deviationOf(
    levels === 1 ? rest : seasonalChanges(flat.slice(since), parts.length),
  )
  const intercept = middle - slope * since
  const line = asLine(intercept, slope, residualDeviation, since, y.length)
  const fit = future.map((x) => intercept + slope * x + seasonAt(x))
  const t = studentT((1 + level) / 2, y.length - 1 - levels)
  const half = future.map(
    (x) =>
      t *
      residualDeviation *
      Math.sqrt(1 + varianceOfPart(places[parts.of(x)]?.length ?? 1, levels) + leverage(line, x)),
  )
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

function assertFinite(y: readonly number[]): void {
  const wrong = y.find((value) => !Number.isFinite(value))
  if (wrong === undefined) return
  throw new OperatorError({
    sentence: `A forecast cannot be made from ${wrong}.`,
    hint: 'Leave out what was not measured.',
  })
}

function assertEnough(length: number, since: number, { count, least }: SeasonParts): void {
  if (length >= least) return
  const what = count === 1 ? 'needs' : 'with a season needs two of it,'
  const where = since === 0 ? '' : ` after the step at ${since}`
  throw new OperatorError({
    sentence: `A forecast ${what} at least ${least} values${where}, got ${length}.`,
    hint: 'Measure longer.',
  })
}

function assertKnown(places: readonly number[][], future: readonly number[], { of }: SeasonParts): void {
  const filled = places.filter(({ length }) => length > 0)
  const count = filled.reduce((sum, { length }) => sum + length, 0)
  if (filled.length > 1 && count < 2 * filled.length)
    throw new OperatorError({
      sentence: `Each part of a season needs two values, got ${count} for ${filled.length} parts.`,
      hint: 'Measure longer, or in steps that divide a day.',
    })
  if (future.every((place) => places[of(place)]?.length !== 0)) return
  throw new OperatorError({
    sentence: 'A part of the season that is to come was never measured.',
    hint: 'Measure in steps that divide a day, or look less far ahead.',
  })
}

/** Of the level of a part, the median of so many values of its own, in residual variances; without a season there is none. */
function varianceOfPart(count: number, levels: number): number {
  if (levels === 1) return 0
  return count <= 2 ? 1 / count : Math.PI / 2 / count
}

/**
 * What values are off those of a season before, over the root of 2: as wide as what is off the levels, and not narrowed by fitting these to
 * the same values.
 */
function seasonalChanges(flat: readonly number[], length: number): number[] {
  return flat.slice(length).map((value, index) => (value - (flat[index] ?? 0)) / Math.SQRT2)
}

function deviationOf(rest: readonly number[]): number {
  const robust = 1.4826 * medianAbsoluteDeviation(rest)
  return robust > 0 ? robust : standardDeviation(rest)
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

function slopeOf(y: readonly number[], parts: readonly number[][], apart: number, level: number) {
  const pairs = parts.reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0)
  const stride = Math.max(1, Math.ceil(pairs / mostSlopes))
  const slopes: number[] = []
  let turn = 0
  for (const places of parts) {
    for (const [index, from] of places.entries()) {
      for (let later = index + 1; later < places.length; later++) {
        const to = places[later] ?? from
        if (turn++ % stride === 0 && to - from >= apart)
          slopes.push(((y[to] ?? 0) - (y[from] ?? 0)) / (to - from))
      }
    }
  }
  const sorted = Float64Array.from(slopes).sort()
  const share = normalQuantile((1 + level) / 2) * relativeDeviation(y, parts)
  const at = (place: number): number => sorted[Math.max(0, Math.min(sorted.length - 1, place))] ?? Number.NaN
  const half = (share * sorted.length) / 2
  return {
    slope: median(slopes),
    slopeLow: at(Math.floor(sorted.length / 2 - half) - 1),
    slopeHigh: at(Math.ceil(sorted.length / 2 + half)),
  }
}

/** The deviation of Kendall's S as a share of all pairs; with a season of the sum over its parts, each on its own. */
function relativeDeviation(y: readonly number[], parts: readonly number[][]): number {
  let variance = 0
  let pairs = 0
  for (const places of parts) {
    if (places.length === 0) continue
    variance += kendallDeviation(places.map((place) => y[place] ?? 0)) ** 2
    pairs += (places.length * (places.length - 1)) / 2
  }
  return pairs === 0 ? 1 : Math.sqrt(variance) / pairs
}

function seasonOf(flat: readonly number[], parts: readonly number[][]): number[] {
  const figure = parts.map((places) =>
    places.length === 0 ? null : median(places.map((place) => flat[place] ?? 0)),
  )
  const centre = median(figure.filter((value) => value !== null))
  return figure.map((value) => (value === null ? 0 : value - centre))
}

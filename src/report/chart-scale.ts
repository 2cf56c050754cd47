import type { Chart, Unit } from '../core/index.ts'

/** A stretch of an axis in base units, and the round numbers in it that are worth a label. */
export interface Scale {
  minimum: number
  maximum: number
  ticks: number[]
}

/** One line of a chart with its drawable points in order of x; a null y is a gap. */
export interface Line {
  name: string
  points: (readonly [x: number, y: number | null])[]
}

const longSteps = [60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400]
const drawable = 1e300

/** The lines of `chart`, or null when fewer than two of its points can be drawn. */
export function drawableLines(chart: Chart): Line[] | null {
  const lines = chart.series.map(({ name, points }) => ({
    name,
    points: points
      .filter(([x]) => isDrawable(x))
      .map(([x, y]) => [x, isDrawable(y) ? y : null] as const)
      .toSorted((a, b) => a[0] - b[0]),
  }))
  const drawn = lines.reduce((count, line) => count + line.points.filter(([, y]) => y !== null).length, 0)
  return drawn < 2 ? null : lines
}

/** A scale that begins and ends where the values do, with about `count` ticks inside: for x. */
export function tightScale(values: readonly number[], unit: Unit, count: number): Scale {
  const { minimum, maximum } = extent(values)
  const step = roundStep(minimum, maximum, unit, count)
  return { minimum, maximum, ticks: multiples(Math.ceil(minimum / step - 1e-9), step, maximum) }
}

/** A scale from one tick to another around the values, from zero unless that would flatten them: for y. */
export function roundScale(values: readonly number[], unit: Unit, count: number): Scale {
  const { minimum, maximum } = extent(values)
  const bottom = minimum > 0 && minimum < maximum * 0.6 ? 0 : minimum
  const step = roundStep(bottom, maximum, unit, count)
  const from = Math.floor(bottom / step + 1e-9)
  const to = Math.ceil(maximum / step - 1e-9)
  return { minimum: from * step, maximum: to * step, ticks: multiples(from, step, to * step) }
}

function isDrawable(value: number | null): value is number {
  return value !== null && Number.isFinite(value) && Math.abs(value) < drawable
}

function extent(values: readonly number[]): { minimum: number; maximum: number } {
  let minimum = Number.POSITIVE_INFINITY
  let maximum = Number.NEGATIVE_INFINITY
  for (const value of values) {
    minimum = Math.min(minimum, value)
    maximum = Math.max(maximum, value)
  }
  const size = Math.max(Math.abs(minimum), Math.abs(maximum))
  if (size < 1e-290) return { minimum: 0, maximum: 1 }
  // A flat line gets some air around it, and its height stays readable.
  if (maximum - minimum < size * 1e-9) return { minimum: minimum - size * 0.1, maximum: maximum + size * 0.1 }
  return { minimum, maximum }
}

function roundStep(minimum: number, maximum: number, unit: Unit, count: number): number {
  const raw = (maximum - minimum) / count
  if (unit === 'seconds' && raw > 30) {
    const step = longSteps.find((candidate) => candidate >= raw)
    return step ?? decimalStep(raw / 86_400) * 86_400
  }
  if ((unit === 'count' || unit === 'days') && raw < 1 && maximum - minimum >= 2) return 1
  const scale = unit === 'bytes' || unit === 'bytes-per-second' ? binaryScale(maximum, minimum) : 1
  return decimalStep(raw / scale) * scale
}

function decimalStep(raw: number): number {
  const power = Number(`1e${Math.floor(Math.log10(raw))}`)
  return ([1, 2, 2.5, 5].find((factor) => factor * power >= raw * 0.999) ?? 10) * power
}

function binaryScale(maximum: number, minimum: number): number {
  const size = Math.max(Math.abs(maximum), Math.abs(minimum))
  return [2 ** 30, 2 ** 20, 2 ** 10].find((scale) => size >= scale) ?? 1
}

function multiples(from: number, step: number, maximum: number): number[] {
  const ticks: number[] = []
  for (let index = from; index * step <= maximum + step * 1e-9 && ticks.length < 50; index++) {
    ticks.push(Number((index * step).toPrecision(12)) + 0)
  }
  return ticks
}

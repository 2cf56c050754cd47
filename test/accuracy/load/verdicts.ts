import { bootstrapMedian } from '../../../src/metrics/index.ts'
import type { RivalName } from './rivals.ts'
import type { Check, Measured, Said } from './suite.ts'

/** A median and its interval. */
export interface Interval {
  median: number
  low: number
  high: number
}

/** All repetitions of one check. */
export interface CheckVerdict extends Interval {
  name: string
  unit: string
  limit: string
  holds: boolean
}

/** The error of a tool against the truth, over the repetitions. */
export interface ToolError extends Interval {
  tool: Said['tool']
  figure: string
  unit: string
  /** How often it said nothing. */
  silent: number
}

/** A rival beside ours in one figure. */
export interface Duel {
  rival: RivalName
  figure: string
  unit: string
  /** Our error less that of the rival, of each repetition. */
  difference: Interval
  isOursWorse: boolean
}

/** Fewer repetitions than this have no interval. */
const leastRepetitions = 3

/** The checks of a row, each over all of its repetitions. */
export function checkVerdicts(repetitions: readonly Measured[]): CheckVerdict[] {
  const names = [...new Set(repetitions.flatMap(({ checks }) => checks.map(({ name }) => name)))]
  return names.map((name) => {
    const all = repetitions.flatMap(({ checks }) => checks.filter((check) => check.name === name))
    const [first] = all
    const interval = intervalOf(all.map(({ measured }) => measured))
    const least = medianOrNull(all.flatMap(({ atLeast }) => atLeast ?? []))
    const most = medianOrNull(all.flatMap(({ atMost }) => atMost ?? []))
    const held = all.map(holds)
    const isMedianIn =
      (least === null || interval.median >= least) && (most === null || interval.median <= most)
    return {
      name,
      unit: first?.unit ?? '',
      limit: limitText(least, most),
      ...interval,
      holds: first?.isExact === true ? held.every(Boolean) && all.length === repetitions.length : isMedianIn,
    }
  })
}

/** Whether one repetition holds; what is no number does not. */
export function holds({ measured, atLeast, atMost }: Check): boolean {
  return (atLeast === undefined || measured >= atLeast) && (atMost === undefined || measured <= atMost)
}

function limitText(least: number | null, most: number | null): string {
  const shown = (value: number): string => String(Number(value.toPrecision(4)))
  if (least !== null && most !== null)
    return least === most ? shown(least) : `${shown(least)} to ${shown(most)}`
  if (least !== null) return `>= ${shown(least)}`
  return most === null ? '' : `<= ${shown(most)}`
}

/** The errors of all tools in all figures of a row. */
export function toolErrors(repetitions: readonly Measured[]): ToolError[] {
  const said = repetitions.flatMap((one) => one.said ?? [])
  const keys = [...new Set(said.map(keyOf))].toSorted()
  return keys.flatMap((key) => {
    const all = said.filter((one) => keyOf(one) === key)
    const [first] = all
    if (first === undefined) return []
    const errors = all.flatMap((one) => errorOf(one) ?? [])
    const { tool, figure, unit } = first
    return [{ tool, figure, unit, silent: all.length - errors.length, ...intervalOf(errors) }]
  })
}

/**
 * Whether a rival is better than ours by more than the interval of the repetitions: the interval of the differences of their errors lies
 * above what the truth itself is known to. Of repetitions with several runs of a tool, the k-th runs belong together.
 */
export function duels(repetitions: readonly Measured[], resolution: Record<string, number>): Duel[] {
  const figures = [...new Set(repetitions.flatMap(({ said = [] }) => said.map(({ figure }) => figure)))]
  return figures.flatMap((figure) => {
    const errors = (tool: Said['tool']): (number | null)[] =>
      repetitions.flatMap(({ said = [] }) =>
        said.filter((one) => one.tool === tool && one.figure === figure).map(errorOf),
      )
    const unit = repetitions.flatMap(({ said = [] }) => said).find((one) => one.figure === figure)?.unit ?? ''
    const ours = errors('lewis-perf')
    return (['autocannon', 'wrk', 'h2load', 'hey'] as const).flatMap((rival) => {
      const differences = errors(rival).flatMap((theirs, index) => {
        const own = ours[index]
        return theirs === null || own === null || own === undefined ? [] : [own - theirs]
      })
      if (differences.length === 0) return []
      const difference = intervalOf(differences)
      const isOursWorse = differences.length >= leastRepetitions && difference.low > (resolution[unit] ?? 0)
      return [{ rival, figure, unit, difference, isOursWorse }]
    })
  })
}

function errorOf({ reported, truth }: Said): number | null {
  return reported === null ? null : Math.abs(reported - truth)
}

function keyOf({ figure, tool }: Said): string {
  return `${figure} ${tool === 'lewis-perf' ? '' : tool}`
}

/** The median with its bootstrap interval of 95 %; of nothing, or of what is no number, none. */
export function intervalOf(values: readonly number[]): Interval {
  const finite = values.filter(Number.isFinite)
  if (finite.length === 0 || finite.length < values.length)
    return { median: Number.NaN, low: Number.NaN, high: Number.NaN }
  return bootstrapMedian(finite, { resamples: 'exact' })
}

function medianOrNull(values: readonly number[]): number | null {
  return values.length === 0 ? null : intervalOf(values).median
}

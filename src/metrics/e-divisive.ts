import { type Random, seededRandom } from '../core/index.ts'
import { assertSearch, leastSegment, mostReached } from './assert-search.ts'
import { assertSpan } from './assert-values.ts'
import { bestSplit, energyBetween } from './energy-split.ts'
import { mean } from './mean.ts'
import { welchT } from './t-test.ts'
import { withoutSpikes } from './without-spikes.ts'

/** A place where the level of a series changes. */
export interface ChangePoint {
  /** The first point of the new level. */
  index: number
  /** The scaled energy distance Q between the parts beside it. */
  statistic: number
  p: number
  /** Mean of the part before it, and of the part from it on. */
  before: number
  after: number
  /** after / before - 1, with its interval at 95 % by Welch's t; from a level of 0, of which there is no share, 1 up or -1 down. */
  change: number
  low: number
  high: number
}

export interface ChangePointOptions {
  /** A step counts at or below it (0.01). */
  pValue?: number
  /** Points that a level has at least (3, never fewer). */
  minimumSegment?: number
  /** Look for steps within so many points at a time, which overlap by half; when left out all at once, or 500 where there are more. */
  window?: number
  /** Steps of a smaller relative change are none (0). */
  magnitude?: number
  /** Shuffles of the permutation test (999, or more where `pValue` needs them); the smallest p is 1 / (permutations + 1). */
  permutations?: number
  seed?: number
}

/** The options with nothing left out. */
export type SearchSettings = Required<ChangePointOptions>
type Settings = Omit<SearchSettings, 'window' | 'seed'>

/** The time of a search grows with the square of its points. */
const mostAtOnce = 500

/**
 * Where the level of a series changes, in rising order: hierarchical E-divisive. Each cut is the one with the largest energy
 * distance; it stands where a permutation test of the whole search, p = (x + 1) / (B + 1), finds it significant, both its parts
 * have `minimumSegment` points, and the interval of its change excludes 0. A single spike is no level: it is evened out before
 * the search. The same input and seed give the same answer. Throws OperatorError on no or non-finite values, on options out of
 * bounds, and on fewer permutations than `pValue` needs. Matteson and James 2014; p as Phipson and Smyth 2010.
 */
export function eDivisive(series: readonly number[], options: ChangePointOptions = {}): ChangePoint[] {
  assertSpan(series, 'A search for change points')
  const asked = settingsOf(options)
  assertSearch(asked)
  const settings = { ...asked, minimumSegment: Math.max(leastSegment, asked.minimumSegment) }
  const random = seededRandom(settings.seed)
  const level = withoutSpikes(series)
  const found = new Map<number, number>()
  for (const [from, to] of windowsOf(level.length, settings.window)) {
    for (const { index, p } of cutsIn(level.slice(from, to), settings, random))
      found.set(from + index, Math.min(p, found.get(from + index) ?? 1))
  }
  return confirmed(level, found, settings)
}

function settingsOf({
  pValue = 0.01,
  minimumSegment = leastSegment,
  ...options
}: ChangePointOptions): SearchSettings {
  return {
    pValue,
    minimumSegment,
    window: options.window ?? Math.max(mostAtOnce, 2 * minimumSegment),
    magnitude: options.magnitude ?? 0,
    permutations: options.permutations ?? Math.max(999, Math.ceil(1 / pValue - 1e-9) - 1),
    seed: options.seed ?? 1,
  }
}

function windowsOf(length: number, window: number): [from: number, to: number][] {
  if (length <= window) return [[0, length]]
  const size = Math.floor(window)
  const step = Math.max(1, Math.floor(size / 2))
  const windows: [number, number][] = []
  for (let from = 0; ; from += step) {
    windows.push([Math.min(from, length - size), Math.min(from + size, length)])
    if (from + size >= length) return windows
  }
}

/** A cut that the permutation test finds significant. */
interface Cut {
  index: number
  p: number
}

/** The accepted cuts of a series, by cutting its parts until none is significant. */
function cutsIn(series: readonly number[], settings: Settings, random: Random): Cut[] {
  const found: Cut[] = []
  const open: [from: number, to: number][] = [[0, series.length]]
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const [from, to] = part
    const cut = significantCut(series.slice(from, to), settings, random)
    if (cut === null) continue
    found.push({ index: from + cut.index, p: cut.p })
    open.push([from, from + cut.index], [from + cut.index, to])
  }
  return found
}

function significantCut(
  series: readonly number[],
  { pValue, minimumSegment, permutations }: Settings,
  random: Random,
): Cut | null {
  const n = series.length
  if (n < 2 * minimumSegment) return null
  const shuffled = Float64Array.from(series)
  const { index, statistic } = bestSplit(shuffled, minimumSegment)
  if (!(statistic > 0)) return null
  let reached = 0
  const allowed = mostReached(pValue, permutations)
  for (let round = 0; round < permutations; round++) {
    shuffle(shuffled, random)
    if (bestSplit(shuffled, minimumSegment).statistic >= statistic * (1 - 1e-12)) reached++
    if (reached > allowed) return null
  }
  return { index, p: (reached + 1) / (permutations + 1) }
}

function shuffle(order: Float64Array, random: Random): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = random.below(last + 1)
    const kept = order[last] ?? 0
    order[last] = order[other] ?? 0
    order[other] = kept
  }
}

/** The cuts that hold between their neighbours: the smallest step of those that do not is dropped, and the others are looked at anew. */
function confirmed(
  level: readonly number[],
  found: ReadonlyMap<number, number>,
  settings: Settings,
): ChangePoint[] {
  let cuts = [...found.keys()].sort((a, b) => a - b)
  for (;;) {
    const steps = cuts.map((cut, place) =>
      stepAt(level.slice(cuts[place - 1] ?? 0, cut), level.slice(cut, cuts[place + 1] ?? level.length), {
        index: cut,
        p: found.get(cut) ?? 1,
      }),
    )
    const doubtful = steps
      .filter((step) => !holds(step, cuts, level.length, settings))
      .sort((a, b) => Math.abs(a.change) - Math.abs(b.change))[0]
    if (doubtful === undefined) return steps
    cuts = cuts.filter((cut) => cut !== doubtful.index)
  }
}

function stepAt(before: readonly number[], after: readonly number[], { index, p }: Cut): ChangePoint {
  const base = mean(before)
  const isLong = Math.min(before.length, after.length) >= 2
  const { difference, low, high } = isLong
    ? welchT(after, before)
    : { difference: mean(after) - base, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }
  // Of a level of 0 there is no share: the new level is the measure, so that the change is 1 or -1.
  const measure = Math.abs(base) || Math.abs(mean(after)) || 1
  const relative = (value: number): number => value / measure
  return {
    index,
    statistic: isLong ? energyBetween(before, after) : 0,
    p,
    before: base,
    after: mean(after),
    change: relative(difference),
    low: relative(low),
    high: relative(high),
  }
}

function holds(
  { index, change, low, high }: ChangePoint,
  cuts: readonly number[],
  length: number,
  { minimumSegment, magnitude }: Settings,
): boolean {
  const place = cuts.indexOf(index)
  const shortest = Math.min(index - (cuts[place - 1] ?? 0), (cuts[place + 1] ?? length) - index)
  return shortest >= minimumSegment && (low > 0 || high < 0) && Math.abs(change) >= magnitude
}

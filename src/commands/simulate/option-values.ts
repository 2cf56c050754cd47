import { balancerNames } from '../../balancing/index.ts'
import {
  type Parsed,
  parseDuration,
  parseNumber,
  parseRange,
  parseRate,
  type Range,
  rejected,
  understood,
  valuesOf,
} from '../../core/index.ts'
import type { Distribution } from '../../simulation/index.ts'

/** How a request finds its instance: one queue for all, or an algorithm and a queue at each. */
export const distributions: readonly Distribution[] = ['shared', ...balancerNames]

/** What may be varied: each is an option of its own too. */
export const axes = ['rate', 'users', 'instances', 'slots', 'balance'] as const

export type Axis = (typeof axes)[number]

/** One option in several values. */
export type Variation =
  | { axis: Exclude<Axis, 'balance'>; values: number[] }
  | { axis: 'balance'; values: Distribution[] }

/** More at once would take hours, and fit no screen. */
const mostValues = 200

/** `least-connections,round-robin`, or `instances=3,4,5`. */
export function parseComparison(text: string): Parsed<Variation> {
  const variation = text.includes('=') ? parseVariation(text) : parseBalances(text)
  if (!variation.ok) return variation
  if (variation.value.values.length < 2)
    return rejected(
      'names one thing only',
      'Compare two at least: least-connections,round-robin or instances=3,4.',
    )
  return variation.value.values.length > 12
    ? rejected('compares more than 12', 'Use --sweep for a curve, or compare fewer.')
    : variation
}

/** `instances=2..8` or `rate=100..500:100`. */
export function parseSweep(text: string): Parsed<Variation> {
  const variation = parseVariation(text)
  return variation.ok && variation.value.axis === 'balance'
    ? rejected('sweeps over what are no numbers', 'Use --compare for algorithms.')
    : variation
}

function parseVariation(text: string): Parsed<Variation> {
  const [name = '', list = '', ...more] = text.split('=')
  const axis = axes.find((one) => one === name.trim())
  const hint = `Write NAME=LIST with NAME one of ${axes.join(', ')}: instances=2..8, rate=100..500:100.`
  if (axis === undefined || list === '' || more.length > 0)
    return rejected('is not NAME=LIST with a name that can be varied', hint)
  if (axis === 'balance') return parseBalances(list)
  // Rates may be written as they are elsewhere, or as bare numbers a second.
  const rates = axis === 'rate' ? parseRates(list) : null
  const range = rates ?? parseRange(list)
  if (!range.ok) return range
  const values = [...valuesOf(range.value)].slice(0, mostValues + 1)
  if (values.length > mostValues) return rejected(`has more than ${mostValues} values`, 'Take larger steps.')
  const isFit = values.every((value) => value > 0 && (axis === 'rate' || Number.isInteger(value)))
  if (!isFit)
    return rejected(
      axis === 'rate' ? 'has a rate that is not above 0' : 'has a value that is no whole number from 1 on',
      hint,
    )
  return understood({ axis, values: [...new Set(values)] })
}

/** `100/s,200/s`; null where they are bare numbers. */
function parseRates(list: string): Parsed<Range> | null {
  if (!list.includes('/')) return null
  const values: number[] = []
  for (const one of list.split(',')) {
    const rate = parseRate(one.trim())
    if (!rate.ok) return rate
    values.push(rate.value)
  }
  return understood({
    count: values.length,
    at: (index) => values[index] ?? Number.NaN,
    largest: Math.max(...values),
  })
}

function parseBalances(list: string): Parsed<Variation> {
  const values: Distribution[] = []
  for (const one of list.split(',')) {
    const name = distributions.find((known) => known === one.trim())
    if (name === undefined)
      return rejected(
        `names ${JSON.stringify(one.trim())}, which is no algorithm`,
        `Choose from ${distributions.join(', ')}; for numbers write instances=3,4.`,
      )
    if (!values.includes(name)) values.push(name)
  }
  return understood({ axis: 'balance', values })
}

/** A rate at a time of the pattern. */
export interface PatternPoint {
  atSeconds: number
  ratePerSecond: number
}

/** `0h=50/s,9h=300/s,18h=100/s`: a line from each to the next. */
export function parsePattern(text: string): Parsed<PatternPoint[]> {
  const hint = 'Write TIME=RATE in rising order, as 0h=50/s,9h=300/s,18h=100/s.'
  const points: PatternPoint[] = []
  for (const pair of text.split(',')) {
    const [time = '', rate = '', ...more] = pair.split('=')
    const [atSeconds, ratePerSecond] = [parseDuration(time.trim()), parseRate(rate.trim())]
    if (more.length > 0 || !atSeconds.ok || !ratePerSecond.ok)
      return rejected(`has a point that cannot be read: ${JSON.stringify(pair)}`, hint)
    if (atSeconds.value <= (points.at(-1)?.atSeconds ?? -1))
      return rejected('has times that do not rise', hint)
    points.push({ atSeconds: atSeconds.value, ratePerSecond: ratePerSecond.value })
  }
  return points.some(({ ratePerSecond }) => ratePerSecond > 0)
    ? understood(points)
    : rejected('has no rate above 0', hint)
}

/** `3,1,1`: in turn over the instances. */
export function parseWeights(text: string): Parsed<number[]> {
  const weights: number[] = []
  for (const one of text.split(',')) {
    const weight = parseNumber(one.trim(), { minimum: 0, maximum: 1e6 })
    if (!weight.ok) return rejected('is no list of weights', 'Write numbers from 0 on, as 3,1,1.')
    weights.push(weight.value)
  }
  return weights.some((weight) => weight > 0)
    ? understood(weights)
    : rejected('gives work to nobody', 'Give one weight above 0.')
}

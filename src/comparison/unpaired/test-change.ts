import { mannWhitneyU, median } from '../../metrics/index.ts'
import type { ImportedBenchmark } from '../files/index.ts'
import type { ComparisonTest, RelativeChange } from './compare-data.ts'
import { type Detectable, detectable } from './detectable.ts'
import { shiftInterval } from './shift-interval.ts'
import { momentsOf, welchFromMoments } from './welch-from-summaries.ts'

/** What a test says of two measurements of one benchmark, before it is judged. */
export interface TestedChange {
  test: ComparisonTest | null
  p: number | null
  change: RelativeChange | null
  /** 1 or -1 where the old median is 0 and the new values lie above or below it: a change without a share. */
  fromZero: number
  detectable: Detectable | null
  /** What keeps the test from an answer, as the end of a sentence; null where it has one. */
  missing: string | null
}

const confidence = 0.95
const untested = { test: null, p: null, change: null, fromZero: 0, detectable: null }

/** Mann-Whitney and the shift of logarithms where both have samples, Welch where one has only a mean and deviation. */
export function testChange(before: ImportedBenchmark, after: ImportedBenchmark): TestedChange {
  if (before.samples.length > 0 && after.samples.length > 0) return bySamples(before.samples, after.samples)
  const from = momentsOf(before)
  const to = momentsOf(after)
  if (from === null || to === null) {
    return {
      ...untested,
      missing: `the ${from === null ? 'old' : 'new'} file has neither samples nor mean, deviation and count`,
    }
  }
  if (!(from.mean > 0))
    return { ...untested, missing: 'the old mean is not above 0, so that no share of it can be told' }
  const { p, difference, low, high } = welchFromMoments(from, to)
  const relative = (value: number): number => value / from.mean
  return {
    ...untested,
    test: 'Welch',
    p,
    change: { estimate: relative(difference), low: relative(low), high: relative(high), confidence },
    missing: null,
  }
}

function bySamples(before: readonly number[], after: readonly number[]): TestedChange {
  const { p, method } = mannWhitneyU(before, after)
  const test = `Mann-Whitney, ${method}` as const
  if (!isPositive(before) || !isPositive(after)) return { ...withZeros(before, after), test, p }
  const from = before.map(Math.log)
  const to = after.map(Math.log)
  const shift = shiftInterval(from, to, confidence)
  return {
    test,
    p,
    change: {
      estimate: Math.expm1(shift.estimate),
      low: shift.low === null ? null : Math.expm1(shift.low),
      high: shift.high === null ? null : Math.expm1(shift.high),
      confidence: shift.confidence,
    },
    fromZero: 0,
    detectable: detectable(from, to),
    missing: shift.low === null ? tooFew(before.length, after.length) : null,
  }
}

/** Counts of allocations may be 0: a change from 0 has no share, and no logarithm. */
function withZeros(before: readonly number[], after: readonly number[]): Omit<TestedChange, 'test' | 'p'> {
  const { estimate, low, high, confidence: attained } = shiftInterval(before, after, confidence)
  const base = Math.abs(median(before))
  const unknown = { change: null, fromZero: 0, detectable: null }
  if (low === null || high === null) return { ...unknown, missing: tooFew(before.length, after.length) }
  if (low === 0 && high === 0) {
    return { ...unknown, change: { estimate: 0, low: 0, high: 0, confidence: attained }, missing: null }
  }
  if (base === 0) {
    return {
      ...unknown,
      fromZero: Math.sign(estimate),
      missing: 'the old median is 0, of which no share can be told',
    }
  }
  const change = { estimate: estimate / base, low: low / base, high: high / base, confidence: attained }
  return { ...unknown, change, missing: null }
}

function isPositive(values: readonly number[]): boolean {
  return values.every((value) => value > 0)
}

/** Four of each are the fewest whose most extreme order has a chance below 5 %. */
function tooFew(m: number, n: number): string {
  return `${m} and ${n} samples bound no change at 95 %: take at least 4 of each`
}

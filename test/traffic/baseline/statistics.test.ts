import { describe, expect, test } from 'vitest'
import { hdrHistogram, recordValue } from '../../../src/metrics/index.ts'
import { compareStretches } from '../../../src/traffic/baseline/compare-stretches.ts'
import { difference } from '../../../src/traffic/baseline/difference.ts'
import { designEffect, wilsonLimits } from '../../../src/traffic/baseline/effective-trials.ts'
import { percentiles, requestsNeeded } from '../../../src/traffic/baseline/figures.ts'
import { type Stretch, stretchesIn } from '../../../src/traffic/baseline/stretches.ts'
import { varianceOfMean } from '../../../src/traffic/baseline/variance-of-mean.ts'
import { baselineRule } from '../../../src/traffic/index.ts'

describe('the limits of a share', () => {
  // Newcombe 1998, Statistics in Medicine 17:857, table I, method 3.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%i of %i are those of Wilson', (hits, trials, low, high) => {
    const limits = wilsonLimits(hits / trials, trials, 1.959964)
    expect(limits[0]).toBeCloseTo(low, 4)
    expect(limits[1]).toBeCloseTo(high, 4)
  })
})

describe('the design effect', () => {
  test('of trials that fail one after the other is that of their stretches', () => {
    const stretches = Array.from({ length: 10 }, (_, index) => ({ trials: 100, hits: index === 3 ? 100 : 0 }))
    // The share is .1; ten clusters of 100 equal trials each are worth ten trials and a little less.
    expect(designEffect(stretches)).toBeGreaterThan(100)
  })

  test.each([
    ['none', 0],
    ['all', 100],
  ])('is 1 where %s came out so', (_, hits) => {
    expect(designEffect(Array.from({ length: 10 }, () => ({ trials: 100, hits })))).toBe(1)
  })
})

test('the variance of a mean grows with what is carried over', () => {
  const alternating = [1, -1, 1, -1, 1, -1, 1, -1]
  const lasting = [1, 1, 1, 1, -1, -1, -1, -1]
  expect(varianceOfMean(alternating)).toBeCloseTo(1 / 7, 12)
  expect(varianceOfMean(lasting)).toBeCloseTo((1 / 7) * (1.75 / 0.25), 12)
  expect(varianceOfMean([0, 0, 0])).toBe(0)
})

test('two figures are subtracted by the limits of both', () => {
  const figure = (value: number, down: number, up: number) => ({
    shown: value,
    value,
    limits: (t: number) => [value - down * t, value + up * t] as const,
    degrees: 1e6,
  })
  const found = difference(figure(1, 3, 4), figure(11, 3, 30))
  expect(found.estimate).toBe(10)
  // Downwards the later one's lower and the earlier one's upper reach: 3, 4, 5.
  expect(found.low).toBeCloseTo(10 - 1.96 * 5, 2)
  expect(found.high).toBeCloseTo(10 + 1.96 * Math.hypot(30, 3), 2)
  expect(found.p).toBeCloseTo(0.0455, 4)
})

function stretch(us: readonly number[], failed = 0): Stretch {
  const latency = hdrHistogram()
  for (const value of us) recordValue(latency, value)
  return { seconds: 3, answered: us.length, ok: us.length - failed, failed, latency }
}
const steady = (us: number, failed = 0): Stretch[] =>
  Array.from({ length: 10 }, () =>
    stretch(
      Array.from({ length: 100 }, () => us),
      failed,
    ),
  )
const verdicts = (before: Stretch[], after: Stretch[], isDisturbed = false) =>
  Object.fromEntries(
    compareStretches([{ request: null, before, after }], baselineRule(), isDisturbed).map(
      ({ figure, verdict }) => [figure, verdict],
    ),
  )

describe('two runs', () => {
  test('that are the same are not worse', () => {
    expect(new Set(Object.values(verdicts(steady(20_000), steady(20_000))))).toEqual(
      new Set(['no-regression']),
    )
  })

  test.each([
    [20_900, 'no-regression'],
    [21_500, 'regression'],
    [18_500, 'improvement'],
  ])('of 20 ms and %i us: %s', (us, verdict) => {
    expect(verdicts(steady(20_000), steady(us)).p50).toBe(verdict)
  })

  test('of which one fails more often are worse in errors alone', () => {
    expect(verdicts(steady(20_000), steady(20_000, 5))).toEqual({
      p50: 'no-regression',
      p95: 'no-regression',
      p99: 'no-regression',
      errors: 'regression',
      rate: 'no-regression',
    })
  })

  test('with too few requests for a percentile leave it undecided', () => {
    const few = () => Array.from({ length: 10 }, () => stretch([20_000, 21_000]))
    expect(requestsNeeded(0.99)).toBe(500)
    expect(percentiles([few(), few()], 0.99)).toBeNull()
    expect(verdicts(few(), few()).p99).toBe('inconclusive')
  })

  test('that were disturbed say so where they do not decide', () => {
    const uneven = () =>
      Array.from({ length: 10 }, (_, index) =>
        stretch(Array.from({ length: 50 }, () => (index === 4 ? 90_000 : 20_000))),
      )
    expect(verdicts(uneven(), uneven(), true).p95).toBe('contaminated')
  })
})

test.each([
  [7, null],
  [8, 8],
  [10, 10],
  [30, 10],
  [45, 15],
  [600, 20],
])('%i seconds make %j stretches', (seconds, stretches) => {
  expect(stretchesIn(seconds)).toBe(stretches)
})

test.each([
  [0.1, 0.05],
  [-0.1, 0.05],
  [0.1, 1],
])('a tolerance of %d with %d to detect is refused', (tolerance, detect) => {
  expect(() => baselineRule({ tolerance, detect })).toThrow(/needs 0 <= tolerance < detect < 1/)
})

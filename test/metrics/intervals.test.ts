import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bootstrapMedian,
  clopperPearson,
  hodgesLehmann,
  hodgesLehmannBound,
  medianInterval,
  minimumDetectableEffect,
  pairsNeeded,
} from '../../src/metrics/index.ts'
import { sleepA, sleepB } from './published.ts'

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1)
const differences = sleepB.map((value, index) => value - (sleepA[index] ?? 0))

describe('the interval of a median', () => {
  it.each([
    [0.95, 6, 1, 6],
    [0.95, 9, 2, 8],
    [0.95, 10, 2, 9],
    [0.95, 12, 3, 10],
    [0.95, 15, 4, 12],
    [0.95, 20, 6, 15],
    [0.95, 30, 10, 21],
    [0.95, 50, 18, 33],
    [0.99, 8, 1, 8],
    [0.99, 20, 4, 17],
    [0.99, 30, 8, 23],
  ])('at %f of %i values goes from order statistic %i to %i', (confidence, n, low, high) => {
    const interval = medianInterval(range(n).reverse(), confidence)
    expect([interval.lowOrder, interval.highOrder]).toEqual([low, high])
    expect([interval.low, interval.high]).toEqual([low, high])
    expect(interval.confidence).toBeGreaterThanOrEqual(confidence)
  })

  it('is that of benchstat on its own samples', () => {
    const fresh = [1423, 1416, 1411, 1413, 1412, 1426, 1422, 1424, 1447, 1425]
    const result = medianInterval(fresh)
    expect(result).toMatchObject({ median: 1422.5, low: 1412, high: 1426 })
    expect(result.confidence).toBeCloseTo(0.9785, 4)
    expect(medianInterval([-10, 2, 3, 4, 5, 6])).toMatchObject({ median: 3.5, low: -10, high: 6 })
    expect(medianInterval([-10, 2, 3, 4, 5, 6]).confidence).toBe(0.96875)
  })

  it('states the confidence that it has where too few values cannot attain that asked for', () => {
    expect(medianInterval([3, 1, 2])).toEqual({
      median: 2,
      low: 1,
      high: 3,
      lowOrder: 1,
      highOrder: 3,
      confidence: 0.75,
    })
    expect(medianInterval([7])).toMatchObject({ median: 7, low: 7, high: 7, confidence: 0 })
  })

  it('has its confidence also where a thousand values make powers of 2 vanish', () => {
    const { lowOrder, confidence } = medianInterval(range(5000))
    expect(confidence).toBeGreaterThan(0.95)
    expect(confidence).toBeLessThan(0.952)
    expect(lowOrder).toBe(2431)
  })

  it('refuses no values, and a confidence that is none', () => {
    expect(() => medianInterval([])).toThrow('at least 1 value')
    for (const confidence of [0, 1, Number.NaN])
      expect(() => medianInterval([1], confidence)).toThrow('confidence')
  })
})

describe('the Hodges-Lehmann estimate', () => {
  it('is that of R on the sleep data', () => {
    const { estimate, low, high, confidence } = hodgesLehmann(differences)
    expect(estimate).toBeCloseTo(1.3, 12)
    expect(low).toBeCloseTo(0.9, 12)
    expect(high).toBeCloseTo(2.7, 12)
    expect(confidence).toBeCloseTo(0.951171875, 12)
  })

  it('moves with its values and turns with their sign', () => {
    const moderate = fc.integer({ min: -1000, max: 1000 })
    fc.assert(
      fc.property(fc.array(moderate, { minLength: 1, maxLength: 30 }), moderate, (values, shift) => {
        const { estimate, low, high } = hodgesLehmann(values)
        const moved = hodgesLehmann(values.map((value) => shift - value))
        expect(moved.estimate).toBeCloseTo(shift - estimate, 9)
        expect(moved.low).toBeCloseTo(shift - high, 9)
        expect(moved.high).toBeCloseTo(shift - low, 9)
      }),
    )
  })

  it('has the widest interval there is where so few values attain no more', () => {
    expect(hodgesLehmann([1, 2, 3, 4])).toMatchObject({ low: 1, high: 4, confidence: 0.875 })
    expect(hodgesLehmann([5])).toEqual({ estimate: 5, low: 5, high: 5, confidence: 0 })
  })

  it('passes over to the normal distribution without a jump', () => {
    const exact = hodgesLehmann(range(1000))
    const normal = hodgesLehmann(range(1001))
    expect(normal.low - exact.low).toBeCloseTo(0.5, 0)
    expect(exact.confidence).toBeCloseTo(normal.confidence, 3)
  })

  it('has a bound at one side, that the other side shares by symmetry', () => {
    // Of 9 values the smallest sum that 5 % exceed one-sidedly is 8: the ninth largest mean.
    expect(hodgesLehmannBound(range(9), 0.95)).toBe(hodgesLehmann(range(9), { confidence: 0.9 }).high)
    expect(hodgesLehmannBound([1, 2, 3], 0.95)).toBe(Number.POSITIVE_INFINITY)
    expect(hodgesLehmannBound([1, 2, 3, 4, 5], 0.95)).toBe(5)
  })
})

describe('the bootstrap of a median', () => {
  it.each([
    [7, 2, 6],
    [9, 2, 8],
    [15, 4, 12],
    [21, 7, 15],
  ])('in the limit goes for %i values from order statistic %i to %i', (n, low, high) => {
    expect(bootstrapMedian(range(n), { resamples: 'exact' })).toEqual({ median: (n + 1) / 2, low, high })
  })

  it.each([7, 8, 12, 20, 21])('comes to its limit with many resamples of %i values', (n) => {
    const values = range(n).map((value) => value * value)
    const drawn = bootstrapMedian(values, { resamples: 200_000, confidence: 0.9 })
    expect(bootstrapMedian(values, { resamples: 'exact', confidence: 0.9 })).toEqual(drawn)
  })

  it('is the same for the same seed', () => {
    const values = range(30).map((value) => Math.sin(value))
    expect(bootstrapMedian(values, { resamples: 50, seed: 3 })).toEqual(
      bootstrapMedian(values, { resamples: 50, seed: 3 }),
    )
    expect(bootstrapMedian(values, { resamples: 50, seed: 3 })).not.toEqual(
      bootstrapMedian(values, { resamples: 50, seed: 4 }),
    )
  })

  it('refuses no values and no resamples', () => {
    expect(() => bootstrapMedian([])).toThrow('The bootstrap')
    expect(() => bootstrapMedian([1], { resamples: 0 })).toThrow('resamples')
    expect(() => bootstrapMedian([1], { resamples: 1.5 })).toThrow('resamples')
  })
})

describe('the interval of a share', () => {
  it.each([
    [0, 299],
    [1, 473],
    [2, 628],
    [3, 773],
    [5, 1049],
  ])('after %i in %i is the first that bounds it by 1 %% at 95 %%', (successes, trials) => {
    expect(clopperPearson(successes, trials, { sides: 1 }).high).toBeLessThanOrEqual(0.01)
    expect(clopperPearson(successes, trials - 1, { sides: 1 }).high).toBeGreaterThan(0.01)
  })

  it.each([
    [59, 0.95],
    [29, 0.9],
  ])('after %i of %i successes is the first with a lower end of %f', (trials, share) => {
    expect(clopperPearson(trials, trials, { sides: 1 }).low).toBeGreaterThanOrEqual(share)
    expect(clopperPearson(trials - 1, trials - 1, { sides: 1 }).low).toBeLessThan(share)
  })

  it('has two sides by default', () => {
    // R: binom.test(3, 10)$conf.int
    const { low, high } = clopperPearson(3, 10)
    expect(low).toBeCloseTo(0.06673951, 7)
    expect(high).toBeCloseTo(0.6524529, 6)
  })
})

describe('the smallest effect that can be found', () => {
  it.each([
    [0.03, 60, 0.0172],
    [0.05, 60, 0.0287],
    [0.05, 12, 0.064],
  ])('is with a spread of %f and %i pairs %f', (spread, pairs, effect) => {
    const found = minimumDetectableEffect({ spread, pairs, alpha: 0.0035, power: 0.95 })
    expect(found).toBeCloseTo(effect, 3)
  })

  it('needs just as many pairs as find it', () => {
    const design = { spread: 0.03, alpha: 0.0035, power: 0.95 }
    for (const effect of [0.01, 0.02, 0.05]) {
      const pairs = pairsNeeded({ ...design, effect })
      expect(minimumDetectableEffect({ ...design, pairs })).toBeLessThanOrEqual(effect)
      if (pairs > 1) expect(minimumDetectableEffect({ ...design, pairs: pairs - 1 })).toBeGreaterThan(effect)
    }
  })
})

import { describe, expect, test } from 'vitest'
import { fitUsl, predictUsl, usl } from '../../src/capacity/index.ts'
import golden from '../golden/usl.json' with { type: 'json' }
import { expectClose } from '../metrics/close.ts'

const dataset = (id: string) => {
  const found = golden.datasets.find((one) => one.id === id)
  if (found === undefined) throw new Error(`no dataset ${id}`)
  return {
    ...found,
    points: found.x.map((concurrency, index) => ({ concurrency, throughput: found.y[index] ?? 0 })),
  }
}

describe('a fit', () => {
  const cases = golden.datasets.flatMap(({ id, ...set }) => [
    { id, bounded: true, expected: set.fit_bounded },
    { id, bounded: false, expected: set.fit_unbounded },
  ])

  test.each(cases)('of $id is the exact optimum (bounded: $bounded)', ({ id, bounded, expected }) => {
    const fit = fitUsl(dataset(id).points, { bounded })
    expectClose(fit.sigma, expected.sigma, 1e-8)
    expectClose(fit.kappa, expected.kappa, 1e-8)
    expectClose(fit.lambda, expected.lam, 1e-8)
    expectClose(fit.residualSumOfSquares, expected.rss, 1e-8)
    expectClose(fit.residualStandardError, expected.residualStdErr, 1e-8)
    expectClose(fit.r2, expected.R2, 1e-8)
    expectClose(fit.standardErrors.sigma, expected.stdErr.sigma, 1e-6)
    expectClose(fit.standardErrors.kappa, expected.stdErr.kappa, 1e-6)
    expectClose(fit.standardErrors.lambda, expected.stdErr.lam, 1e-6)
    expectClose(fit.conditionNumber, expected.conditionNumberScaledJacobian, 1e-6)
    for (const [name, key] of [
      ['sigma', 'sigma'],
      ['kappa', 'kappa'],
      ['lambda', 'lam'],
    ] as const) {
      expectClose(fit.intervals[name][0], expected.ci95[key]?.[0] ?? Number.NaN, 1e-6)
      expectClose(fit.intervals[name][1], expected.ci95[key]?.[1] ?? Number.NaN, 1e-6)
    }
    expectClose(fit.knee?.concurrency, expected.Nopt, 1e-6)
    expectClose(fit.knee?.throughput, expected.Xopt, 1e-6)
    expectClose(fit.limit, expected.amdahlLimit, 1e-6)
    const law = usl(fit)
    expect(law.peak === null).toBe(expected.Nmax === null)
    if (law.peak !== null) {
      expectClose(law.peak.concurrency, expected.Nmax ?? Number.NaN, 1e-6)
      expectClose(law.peak.throughput, expected.Xmax ?? Number.NaN, 1e-6)
    }
  })

  test('agrees with what was published', () => {
    expect(fitUsl(dataset('cisco').points).peak?.concurrency).toBeCloseTo(35.57, 2)
    const raytracer = fitUsl(dataset('raytracer').points)
    expect(raytracer.sigma).toBeCloseTo(0.05777, 5)
    expect(raytracer.limit).toBeCloseTo(378, 0)
  })

  test('with a known throughput of one fits two parameters', () => {
    const points = dataset('raytracer').points.map(({ concurrency, throughput }) => ({
      concurrency,
      throughput: throughput / 20,
    }))
    const fit = fitUsl(points, { lambda: 1, bounded: false })
    expectClose(fit.sigma, 0.0497972685, 1e-6)
    expectClose(fit.kappa, 1.14349385e-5, 1e-4)
    expectClose(fit.standardErrors.sigma, 0.00320715637, 1e-5)
    expectClose(fit.standardErrors.kappa, 6.9334702e-5, 1e-5)
    expect(fit.lambda).toBe(1)
    expect(fit.standardErrors.lambda).toBe(0)
    expect(fit.intervals.lambda).toEqual([1, 1])
  })

  test('weighs points as if they were there so many times', () => {
    const { points } = dataset('cisco')
    const doubled = fitUsl([...points, ...points.slice(0, 5)])
    const weighted = fitUsl(points.map((point, index) => ({ ...point, weight: index < 5 ? 2 : 1 })))
    expectClose(weighted.sigma, doubled.sigma, 1e-8)
    expectClose(weighted.kappa, doubled.kappa, 1e-8)
    expectClose(weighted.r2, doubled.r2, 1e-8)
  })

  test('does not depend on the order of the points', () => {
    const { points } = dataset('cisco')
    expectClose(fitUsl(points.toReversed()).kappa, fitUsl(points).kappa, 1e-10)
  })

  test('finds the law that made the points', () => {
    const made = usl({ sigma: 0.04, kappa: 0.0006, lambda: 1000 })
    const points = [1, 2, 4, 8, 16, 32, 64].map((n) => ({ concurrency: n, throughput: made.throughputAt(n) }))
    const fit = fitUsl(points)
    expectClose(fit.sigma, 0.04, 1e-9)
    expectClose(fit.kappa, 0.0006, 1e-9)
    expectClose(fit.lambda, 1000, 1e-9)
    expect(fit.verdicts).toEqual([])
  })
})

describe('what a fit says of itself', () => {
  test('refuses a peak where the interval of kappa includes 0', () => {
    const fit = fitUsl(dataset('raytracer').points)
    expect(fit.verdicts).toEqual(['not-identifiable'])
    expect(fit.peak).toBeNull()
    const first = fitUsl(dataset('raytracer_first5').points)
    expect(first.verdicts).toEqual(['not-identifiable', 'too-few-points'])
    expect(first.peak).toBeNull()
  })

  test('says that a peak lies far beyond what was measured', () => {
    const made = usl({ sigma: 0.01, kappa: 1e-4, lambda: 10 })
    const points = [1, 2, 4, 8, 16, 24].map((n) => ({ concurrency: n, throughput: made.throughputAt(n) }))
    const fit = fitUsl(points)
    expect(fit.verdicts).toEqual(['extrapolated'])
    expect(fit.peak?.concurrency).toBeCloseTo(99.5, 0)
  })

  test('says that more than twice as much came of twice as many', () => {
    const made = usl({ sigma: -0.05, kappa: 0.002, lambda: 10 })
    const points = [1, 2, 4, 8, 16, 24].map((n) => ({ concurrency: n, throughput: made.throughputAt(n) }))
    const free = fitUsl(points, { bounded: false })
    expectClose(free.sigma, -0.05, 1e-8)
    expect(free.verdicts).toEqual(['superlinear'])
    const bounded = fitUsl(points)
    expect(bounded.sigma).toBe(0)
    expect(bounded.verdicts).toContain('superlinear')
  })

  test('says nothing of certainty where every point went into a parameter', () => {
    const made = usl({ sigma: 0.04, kappa: 0.0006, lambda: 1000 })
    const fit = fitUsl([1, 8, 32].map((n) => ({ concurrency: n, throughput: made.throughputAt(n) })))
    expectClose(fit.sigma, 0.04, 1e-8)
    expect(fit.intervals.kappa).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY])
    expect(fit.peak).toBeNull()
    expect(fit.verdicts).toEqual(['not-identifiable', 'too-few-points'])
  })

  test('predicts with a band that holds new measurements', () => {
    const { points } = dataset('cisco')
    const held = points.filter(({ concurrency }) => concurrency % 4 !== 0)
    const fit = fitUsl(held)
    for (const { concurrency, throughput } of points.filter((point) => point.concurrency % 4 === 0)) {
      const { low, high, isExtrapolated } = predictUsl(fit, concurrency)
      expect(throughput).toBeGreaterThan(low)
      expect(throughput).toBeLessThan(high)
      expect(isExtrapolated).toBe(false)
    }
    expect(predictUsl(fit, 63).isExtrapolated).toBe(true)
    const [near, far] = [predictUsl(fit, 20), predictUsl(fit, 60)]
    expect(far.high - far.low).toBeGreaterThan(2 * (near.high - near.low))
  })

  test('has a band of the residual error and what is not known of the mean', () => {
    // Where sigma and kappa are 0 the law is a line through the origin, whose band is in any textbook.
    const points = [1, 2, 3, 4].map((n, index) => ({
      concurrency: n,
      throughput: n + (index % 2 === 0 ? 0.1 : -0.1),
    }))
    const fit = fitUsl(points)
    const { residualStandardError: s, covariance } = fit
    const { low, high, throughput } = predictUsl(fit, 1)
    expect((low + high) / 2).toBeCloseTo(throughput, 10)
    // At one only lambda counts.
    const t = 12.706204736174698
    expectClose((high - low) / 2, t * Math.sqrt(s * s + (covariance[0]?.[0] ?? Number.NaN)), 1e-9)
  })
})

describe('a fit refuses', () => {
  const good = [
    { concurrency: 1, throughput: 10 },
    { concurrency: 2, throughput: 18 },
    { concurrency: 4, throughput: 30 },
  ]
  test.each([
    [[], 'needs at least 3 different concurrencies, got 0'],
    [good.slice(0, 2), 'needs at least 3 different concurrencies, got 2'],
    [[...good.slice(0, 2), { concurrency: 2, throughput: 19 }], 'got 2'],
    [[...good, { concurrency: 0, throughput: 1 }], 'A point of 0 at once and 1 a second'],
    [[...good, { concurrency: 8, throughput: Number.NaN }], 'NaN a second'],
    [[...good, { concurrency: 8, throughput: -1 }], '-1 a second'],
    [[...good, { concurrency: 8, throughput: 1, weight: 0 }], '(weight 0)'],
    [good.map(({ concurrency }) => ({ concurrency, throughput: 0 })), 'All throughputs are 0'],
  ])('%j', (points, sentence) => {
    expect(() => fitUsl(points)).toThrow(sentence)
  })

  test('a confidence that is none, and a lambda that is none', () => {
    expect(() => fitUsl(good, { confidence: 1 })).toThrow('The confidence')
    expect(() => fitUsl(good, { lambda: 0 })).toThrow('Lambda')
  })

  test('but takes repeated points in any order', () => {
    expect(fitUsl([...good, ...good].toReversed()).degreesOfFreedom).toBe(3)
  })
})

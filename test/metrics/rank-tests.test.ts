import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mannWhitneyU, signedRank, signedRankCritical } from '../../src/metrics/index.ts'
import { sleepA, sleepB } from './published.ts'

const range = (from: number, count: number, step = 1): number[] =>
  Array.from({ length: count }, (_, index) => from + step * index)

describe('the Mann-Whitney test', () => {
  it.each([
    ['golang/perf', [2, 1, 3, 5], [12, 11, 13, 15], 0, 0.0285714285714],
    ['golang/perf, samples that overlap', [2, 1, 3, 5], [0, 4, 6, 7], 5, 0.4857142857],
    ['R by way of asv', [1, 2, 3, 4], [0.9, 1.1, 0.7], 11, 0.1142857142857],
    ['all permutations, where benchstat says 0', [2, 1, 3, 5], [1, 1, 1, 1, 1], 17.5, 0.0952380952],
  ])('is exact as in %s', (_, a, b, u, p) => {
    const result = mannWhitneyU(a, b)
    expect(result.u).toBe(u)
    expect(result.p).toBeCloseTo(p, 10)
    expect(result.method).toBe('exact')
  })

  it('has one-sided tails that both hold the value itself', () => {
    const { pLess, pGreater } = mannWhitneyU([2, 1, 3, 5], [0, 4, 6, 7])
    expect(pLess).toBeCloseTo(0.242857142857, 10)
    expect(pGreater).toBeCloseTo(0.828571428571, 10)
  })

  it.each([
    ['ten each', range(0, 10), range(20, 10), 0.00018267179110955],
    ['five and ten', range(0, 5), range(0, 10), 0.139863576867813],
    ['nothing but ties within', [0, 0, 0, 0, 0], [1, 1, 1, 1, 1], 0.0039767517097886],
    ['500 and 600', range(0, 500, 2), range(-41, 600, 2), 0.0049335360814],
  ])(
    'is normal with corrections for ties and continuity as in Pinpoint and golang/perf: %s',
    (_, a, b, p) => {
      expect(mannWhitneyU(a, b, { method: 'normal' }).p).toBeCloseTo(p, 12)
    },
  )

  it('finds U where 500 and 600 values overlap', () => {
    expect(mannWhitneyU(range(0, 500, 2), range(-41, 600, 2)).u).toBe(135_250)
  })

  it.each([
    [50, 50, 0, 'exact'],
    [51, 10, 0, 'normal'],
    [25, 25, 1, 'exact'],
    [26, 25, 1, 'normal'],
  ] as const)('takes %i and %i values with %i ties as %s', (m, n, ties, method) => {
    const a = range(0, m)
    expect(mannWhitneyU(a, ties === 1 ? range(0, n) : range(0.5, n)).method).toBe(method)
  })

  it('counts what every way to share out the pooled values gives, with ties too', () => {
    const small = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(small, small, (a, b) => {
        const pooled = [...a, ...b]
        const u = (taken: readonly number[], rest: readonly number[]): number =>
          taken.reduce(
            (sum, x) => sum + rest.reduce((part, y) => part + (x > y ? 1 : x === y ? 0.5 : 0), 0),
            0,
          )
        const all = subsets(pooled.length, a.length).map((chosen) =>
          u(
            chosen.map((index) => pooled[index] ?? 0),
            pooled.filter((_, index) => !chosen.includes(index)),
          ),
        )
        const seen = u(a, b)
        const result = mannWhitneyU(a, b)
        expect(result.u).toBe(seen)
        expect(result.pLess).toBeCloseTo(all.filter((one) => one <= seen).length / all.length, 12)
        expect(result.pGreater).toBeCloseTo(all.filter((one) => one >= seen).length / all.length, 12)
      }),
    )
  })

  it('finds no difference between equal values', () => {
    expect(mannWhitneyU([1, 1], [1, 1, 1])).toMatchObject({ p: 1, pLess: 1, pGreater: 1 })
    expect(mannWhitneyU([1, 1], [1, 1, 1], { method: 'normal' })).toMatchObject({ p: 1 })
  })

  it.each([
    [[], [1]],
    [[1], []],
    [[Number.NaN], [1]],
    [[1], [Number.POSITIVE_INFINITY]],
  ])('refuses %j and %j', (a, b) => {
    expect(() => mannWhitneyU(a, b)).toThrow('The Mann-Whitney test')
  })

  it('refuses to count what cannot be counted', () => {
    expect(() => mannWhitneyU(range(0, 600), range(0.5, 600), { method: 'exact' })).toThrow('cannot count')
  })
})

describe('the signed-rank test', () => {
  it.each([
    [12, [9, 6, 2]],
    [20, [43, 34, 26]],
    [30, [120, 103, 86]],
    [60, [600, 552, 501]],
  ])('has the published critical values for %i pairs', (n, critical) => {
    expect([0.01, 0.0035, 0.001].map((alpha) => signedRankCritical(n, alpha))).toEqual(critical)
  })

  it('has no critical value where none can be significant', () => {
    expect(signedRankCritical(4, 0.05)).toBe(-1)
    expect(signedRankCritical(5, 0.05)).toBe(0)
  })

  it('counts what every choice of signs gives, with ties too, and leaves zeros out', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 8 }), (values) => {
        const moved = values.filter((value) => value !== 0)
        const ranks = moved.map((value) => {
          const size = Math.abs(value)
          const below = moved.filter((other) => Math.abs(other) < size).length
          const equal = moved.filter((other) => Math.abs(other) === size).length
          return below + (equal + 1) / 2
        })
        const sums = Array.from({ length: 2 ** moved.length }, (_, bits) =>
          ranks.reduce((sum, rank, index) => sum + (((bits >> index) & 1) === 1 ? rank : 0), 0),
        )
        const seen = ranks.reduce((sum, rank, index) => sum + ((moved[index] ?? 0) > 0 ? rank : 0), 0)
        const result = signedRank(values)
        expect(result.wPlus).toBe(seen)
        expect(result.wPlus + result.wMinus).toBe((moved.length * (moved.length + 1)) / 2)
        expect(result.n).toBe(moved.length)
        expect(result.pLess).toBeCloseTo(sums.filter((sum) => sum <= seen).length / sums.length, 12)
        expect(result.pGreater).toBeCloseTo(sums.filter((sum) => sum >= seen).length / sums.length, 12)
      }),
    )
  })

  it('agrees with R on the sleep data, where a zero and ties are', () => {
    // wilcox.test(b, a, paired = TRUE, exact) of the nine differences that are not 0, ties by mid-ranks.
    const result = signedRank(sleepB.map((value, index) => value - (sleepA[index] ?? 0)))
    expect(result).toMatchObject({ n: 9, wMinus: 0, wPlus: 45 })
    expect(result.p).toBeCloseTo(2 / 512, 12)
  })

  it('passes over to the normal distribution without a jump', () => {
    const values = (n: number): number[] => range(1, n).map((value) => (value % 9 < 4 ? -value : value))
    const exact = signedRank(values(1000))
    const normal = signedRank(values(1001))
    expect(Math.abs(exact.p - normal.p)).toBeLessThan(0.01)
    expect(exact.p).toBeLessThan(0.2)
  })

  it('finds nothing where nothing differs', () => {
    expect(signedRank([0, 0])).toEqual({ wPlus: 0, wMinus: 0, n: 0, p: 1, pLess: 1, pGreater: 1 })
  })

  it('refuses no and non-finite differences', () => {
    expect(() => signedRank([])).toThrow('at least 1 value')
    expect(() => signedRank([1, Number.NaN])).toThrow('holds NaN')
  })
})

function subsets(n: number, size: number): number[][] {
  if (size === 0) return [[]]
  return range(0, n).flatMap((first) =>
    subsets(n - first - 1, size - 1).map((rest) => [first, ...rest.map((index) => index + first + 1)]),
  )
}

import { describe, expect, it } from 'vitest'
import { mannWhitneyU } from '../../src/metrics/index.ts'
import { expectClose } from './close.ts'

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)

/** With ties in neither sample. */
const untied: readonly [a: number[], b: number[]][] = [
  [
    [19, 22, 16, 29, 24],
    [20, 11, 17, 12],
  ],
  [
    [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46],
    [1.15, 0.88, 0.9, 0.74, 1.21],
  ],
  [
    [1.1, 2.2, 3.3],
    [0.5, 4.4, 5.5, 6.6, 7.7, 8.8],
  ],
  [range(1, 12).map((value) => value * 1.01), range(4, 15).map((value) => value * 1.013 + 0.37)],
  [range(1, 30), range(11, 45).map((value) => value + 0.5)],
]

const tied: readonly [a: number[], b: number[]][] = [
  [
    [1, 2, 2, 3, 5],
    [2, 3, 3, 4, 6, 6],
  ],
  [
    [5, 5, 5, 6, 7, 8, 8],
    [5, 6, 6, 6, 7],
  ],
  [
    [1, 1, 2],
    [2, 2, 3, 3],
  ],
  [
    [10, 20, 20, 30, 40, 40, 40, 50],
    [20, 30, 30, 40, 50, 60, 60, 70, 70],
  ],
]

describe('the Mann-Whitney test', () => {
  it.each([
    [0, 17, 0.1111111111111111, 0.9682539682539683, 0.05555555555555555],
    [1, 35, 0.2544122544122544, 0.8967698967698967, 0.1272061272061272],
    [2, 3, 0.16666666666666666, 0.08333333333333333, 0.9523809523809523],
    [3, 36, 0.03872113886920726, 0.01936056943460363, 0.9833792872896386],
    [4, 190, 4.06935729544414e-6, 2.03467864772207e-6, 0.9999981120424837],
  ])("is that of R's wilcox.test, exact, on samples %i", (place, u, p, pLess, pGreater) => {
    const [a, b] = untied[place] ?? [[], []]
    const result = mannWhitneyU(a, b)
    expect(result).toMatchObject({ u, method: 'exact' })
    expectClose(result.p, p)
    expectClose(result.pLess, pLess)
    expectClose(result.pGreater, pGreater)
  })

  it.each([
    [0, 0.1113468865331405],
    [1, 0.2446236051269834],
    [2, 0.1555803477921979],
    [3, 0.04040411958822374],
    [4, 1.074075633094212e-5],
  ])("is that of R's wilcox.test, exact = FALSE, on samples %i", (place, p) => {
    const [a, b] = untied[place] ?? [[], []]
    expectClose(mannWhitneyU(a, b, { method: 'normal' }).p, p, 1e-11)
  })

  it.each([
    [0, 7, 0.1620516143696369, 0.08102580718481843, 0.9434750105718386],
    [1, 18.5, 0.932646638965876, 0.6000769471687634, 0.466323319482938],
    [2, 1, 0.0922308012708916, 0.04611540063544579, 0.9802006882056281],
    [3, 18, 0.0880017465973957, 0.04400087329869785, 0.9643468376044771],
  ])("is that of R's wilcox.test, exact = FALSE, on samples with ties %i", (place, u, p, pLess, pGreater) => {
    const [a, b] = tied[place] ?? [[], []]
    const result = mannWhitneyU(a, b, { method: 'normal' })
    expect(result).toMatchObject({ u, method: 'normal' })
    expectClose(result.p, p, 1e-11)
    expectClose(result.pLess, pLess, 1e-11)
    expectClose(result.pGreater, pGreater, 1e-11)
  })

  it.each([
    [0, 7, 20 / 231, 31 / 33],
    [1, 18.5, 119 / 198, 29 / 66],
    [2, 1, 3 / 35, 1],
    [3, 18, 989 / 24_310, 23_427 / 24_310],
  ])(
    'counts with ties what all ways to share out the ranks give: samples %i',
    (place, u, pLess, pGreater) => {
      const [a, b] = tied[place] ?? [[], []]
      const result = mannWhitneyU(a, b)
      expect(result).toMatchObject({ u, method: 'exact' })
      expectClose(result.pLess, pLess)
      expectClose(result.pGreater, pGreater)
      expectClose(result.p, Math.min(1, 2 * Math.min(pLess, pGreater)))
    },
  )

  it('has the two tails of the other order', () => {
    for (const [a, b] of [...untied, ...tied]) {
      const there = mannWhitneyU(a, b)
      const back = mannWhitneyU(b, a)
      expect(back.u).toBe(a.length * b.length - there.u)
      expectClose(back.p, there.p)
      expectClose(back.pLess, there.pGreater)
      expectClose(back.pGreater, there.pLess)
    }
  })

  it('never has the p of 0 that benchstat gives five equal values', () => {
    const there = mannWhitneyU([2, 1, 3, 5], [1, 1, 1, 1, 1])
    expect(there.u).toBe(17.5)
    expectClose(there.p, 2 / 21)
    expectClose(there.pGreater, 1 / 21)
    expect(there.pLess).toBe(1)
    const back = mannWhitneyU([1, 1, 1, 1, 1], [2, 1, 3, 5])
    expect(back.u).toBe(2.5)
    expectClose(back.pLess, 1 / 21)
  })

  it('of two benchmarks ten times each that do not overlap is two of all 184756 ways', () => {
    const before = [1726, 1723, 1707, 1707, 1713, 1729, 1736, 1707, 1705, 1774]
    const after = [1423, 1416, 1411, 1413, 1412, 1426, 1422, 1424, 1447, 1425]
    expectClose(mannWhitneyU(before, after).p, 2 / 184_756)
    expect(mannWhitneyU(before, after).u).toBe(100)
  })

  it.each([
    // Of two samples with no ties U is the number of pairs in order: 20 values below 50 others and so on.
    [50, 50, 1000, 0.042725607759136364],
    [100, 100, 4000, 0.007188544260578886],
    [120, 30, 1200, 0.002238541094808027],
    [30, 120, 1200, 0.002238541094808027],
  ])("of %i and %i values with U %i is R's pwilcox", (m, n, u, p) => {
    const result = mannWhitneyU(withU(m, n, u), range(1, n), { method: 'exact' })
    expect(result.u).toBe(u)
    expectClose(result.pLess, p)
  })

  it('of many values with ties is exact while that can be counted', () => {
    const inFives = (count: number, shift: number): number[] =>
      range(1, count).map((value) => Math.floor(value / 5) + shift)
    const [a, b] = [inFives(60, 0), inFives(50, 0)]
    expectClose(mannWhitneyU(a, b, { method: 'exact' }).p, mannWhitneyU(a, b, { method: 'normal' }).p, 0.01)
    expectClose(mannWhitneyU(b, a, { method: 'exact' }).p, mannWhitneyU(a, b, { method: 'exact' }).p)
    for (const [m, n] of [
      [200, 190],
      [1, 1029],
    ] as const)
      expect(() => mannWhitneyU(inFives(m, 0), inFives(n, 0), { method: 'exact' })).toThrow('cannot count')
    // All of 200,001 values are equal, whose cubes are more than a number of 53 bits holds.
    const equal = (count: number): number[] => range(1, count).map(() => 7)
    expect(mannWhitneyU(equal(100_000), equal(100_001))).toMatchObject({ p: 1, pLess: 1, pGreater: 1 })
  })

  it('of many values is exact or refused, never between', () => {
    const exact = mannWhitneyU(withU(150, 150, 9500), range(1, 150), { method: 'exact' })
    const normal = mannWhitneyU(withU(150, 150, 9500), range(1, 150), { method: 'normal' })
    expectClose(exact.p, normal.p, 0.01)
    expect(() => mannWhitneyU(withU(151, 151, 9500), range(1, 151), { method: 'exact' })).toThrow(
      'cannot count samples of 151 and 151 values',
    )
    expect(() => mannWhitneyU(withU(100, 930, 5), range(1, 930), { method: 'exact' })).toThrow(
      'cannot count samples of 100 and 930 values',
    )
    expect(mannWhitneyU(withU(2, 1027, 5), range(1, 1027), { method: 'exact' }).method).toBe('exact')
    expectClose(mannWhitneyU([0], range(1, 999), { method: 'exact' }).p, 2 / 1000)
  })
})

/** `m` values without ties that exceed the numbers from 1 to `n` `u` times in all. */
function withU(m: number, n: number, u: number): number[] {
  let rest = u
  return range(1, m).map((value) => {
    const exceeded = Math.min(n, rest)
    rest -= exceeded
    return exceeded + 0.25 + value / 1e4
  })
}

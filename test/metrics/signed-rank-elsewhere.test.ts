import { describe, expect, it } from 'vitest'
import { signedRank, signedRankCritical } from '../../src/metrics/index.ts'
import { expectClose } from './close.ts'

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)

describe('the signed-rank test', () => {
  const depression = [0.952, -0.147, 1.022, 0.43, 0.62, 0.59, 0.49, -0.08, 0.01]

  it.each([
    [depression, 40, 0.0390625, 0.986328125, 0.01953125],
    [
      [1.2, -0.3, 2.5, -1.1, 0.7, 3.3, -0.2, 0.9, 1.6, -2.1, 2.8, 0.4],
      60,
      0.10986328125,
      0.953857421875,
      0.054931640625,
    ],
    [[-5, -4, -3.5, -2, 1, -1.5, -6, -7], 1, 0.015625, 0.0078125, 0.99609375],
  ])("is that of R's wilcox.test on %j", (differences, wPlus, p, pLess, pGreater) => {
    const result = signedRank(differences)
    expect(result.wPlus).toBe(wPlus)
    expectClose(result.p, p)
    expectClose(result.pLess, pLess)
    expectClose(result.pGreater, pGreater)
  })

  it.each([
    [[1, 1, -1, 2, 3, 3, -2, 4, 0, 5], 38.5, 6.5, 9, 251 / 256, 9 / 256],
    [[0, 0, 1, -1, 2, 2, 2, -3], 13.5, 7.5, 6, 47 / 64, 19 / 64],
    [[-2, -2, -2, 1, 0, 4, 4], 12, 9, 6, 5 / 8, 25 / 64],
    [[3, 3, 3, 3, 3], 15, 0, 5, 1, 1 / 32],
    [[1, -1, 1, -1, 1, -1, 2], 17.5, 10.5, 7, 105 / 128, 49 / 128],
  ])(
    'counts with ties and zeros what all signs give: %j',
    (differences, wPlus, wMinus, n, pLess, pGreater) => {
      const result = signedRank(differences)
      expect(result).toMatchObject({ wPlus, wMinus, n })
      expectClose(result.pLess, pLess)
      expectClose(result.pGreater, pGreater)
    },
  )

  it.each([
    [30, 100, 2.691389992833138e-3],
    [60, 600, 9.916129740945077e-3],
    [60, 500, 9.551037004586483e-4],
    [200, 5000, 1.131299119812405e-10],
    [300, 20_000, 4.344887731405629e-2],
    [500, 45_000, 1.923070564963361e-8],
  ])("of %i differences with W+ %i has R's psignrank below it", (n, wPlus, pLess) => {
    expectClose(signedRank(withSum(n, wPlus)).pLess, pLess, 1e-11)
    expectClose(signedRank(withSum(n, wPlus).map((value) => -value)).pGreater, pLess, 1e-11)
  })

  it("of 1000 differences is off R's psignrank by what it says, 2, 3, 4 and 4.75 deviations out", () => {
    for (const [wPlus, counted, off] of [
      [231_979, 0.02273752603447165, 3e-6],
      [222_843, 0.001338005574947384, 3e-6],
      [213_708, 3.064509656703591e-5, 2e-4],
      [206_856, 9.486444480201548e-7, 2e-4],
    ] as const)
      expectClose(signedRank(withSum(1000, wPlus)).pLess, counted, off)
  })

  it('of more than 500 differences with ties takes their ranks as they are', () => {
    // All of one size: 440 heads of 800 coins, of which R's pbinom says this.
    const { pGreater } = signedRank(range(1, 800).map((value) => (value <= 440 ? 1 : -1)))
    expectClose(pGreater, 0.002594525389636448, 1e-5)
  })

  it.each([
    [0.05, [0, 10, 100, 466, 2045]],
    [0.025, [-1, 8, 89, 434, 1955]],
  ])("has at %f R's qsignrank - 1 as critical values", (alpha, critical) => {
    expect([5, 10, 25, 50, 100].map((n) => signedRankCritical(n, alpha))).toEqual(critical)
  })

  it('has critical values above the middle, and beyond what is counted', () => {
    expect(signedRankCritical(3, 0.9)).toBe(5)
    expect(signedRankCritical(2, 0.999)).toBe(2)
    expect(signedRankCritical(501, 0.05)).toBe(57_541)
    expect(signedRankCritical(501, 0.001)).toBe(52_876)
    expect(signedRankCritical(800, 0.005)).toBe(143_369)
    expect(signedRankCritical(501, 1 - 0.05)).toBe(68_208)
  })
})

/** Differences of 1 to `n` in size, of which the positive ones have ranks that sum up to `wPlus`. */
function withSum(n: number, wPlus: number): number[] {
  let rest = wPlus
  const signed = range(1, n).map((value) => {
    const size = n + 1 - value
    if (size > rest) return -size
    rest -= size
    return size
  })
  return signed
}

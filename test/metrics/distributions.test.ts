import { describe, expect, it } from 'vitest'
import { betaDensity } from '../../src/metrics/beta-density.ts'
import { logGamma, stirlingRest } from '../../src/metrics/gamma.ts'
import { incompleteBeta } from '../../src/metrics/incomplete-beta.ts'
import {
  holm,
  normalCdf,
  normalQuantile,
  quantile,
  standardDeviation,
  studentT,
} from '../../src/metrics/index.ts'
import { studentTail } from '../../src/metrics/student-t.ts'
import { expectClose } from './close.ts'
import { rosner } from './published.ts'

// Where no other source is named, the numbers are mpmath's with 40 digits.

describe("Student's t distribution", () => {
  it.each([
    [3, 1, 0.10241638234956674],
    [0.5, 2.5, 0.3288489599348573],
    [1e-10, 3, 0.49999999996324473],
    [2, 17.7764735162, 0.030508701158603626],
    [12, 400, 7.54213169153288e-29],
    [30, 1000, 7.687343722021741e-142],
    [5, 1e5, 2.8713508393208365e-7],
    [1.1, 1e6, 0.13566619334600835],
    [2, 1e12, 0.022750131948314184],
    [1e4, 2.5, 7.193397015992226e-11],
    [0, 4, 0.5],
  ])('has beyond %f with %f degrees of freedom the share %f', (t, df, share) => {
    expectClose(studentTail(t, df), share, 1e-13)
    expectClose(studentTail(-t, df), 1 - share, 1e-13)
  })

  it.each([
    [0.975, 2.5, 3.574654842003682],
    [0.975, 17.7764735162, 2.102817241569617],
    [0.975, 400, 1.9659123432294627],
    [0.995, 1e5, 2.575878469908375],
    [0.9, 1e8, 1.2815515740104484],
    [0.6, 12, 0.259032745676887],
    [0.9999, 12, 5.263273007826034],
    [0.500001, 7, 2.59746027572368e-6],
    [0.75, 29, 0.6830438608216132],
    [0.76, 29, 0.7155357015639828],
    // R's qt.
    [1e-10, 4, -416.1751403296042],
    [0.975, 0.7, 36.61141503158832],
  ])('has the share %f with %f degrees of freedom below %f', (p, df, t) => {
    expectClose(studentT(p, df), t)
  })

  it('has at one and two degrees of freedom its closed forms, also where squares are no numbers', () => {
    expectClose(studentT(1e-300, 1), -1 / (Math.PI * 1e-300))
    expectClose(studentTail(1e200, 1), 1 / (Math.PI * 1e200), 1e-12)
    expectClose(studentTail(1e151, 0.5), 1.0141458e-76, 1e-6)
    // t / sqrt(2 + t^2).
    expectClose(studentTail(1, 2), (1 - 1 / Math.sqrt(3)) / 2)
    expect(studentTail(Number.POSITIVE_INFINITY, 3)).toBe(0)
  })

  it('becomes the normal one', () => {
    expectClose(studentT(0.975, 1e300), 1.9599639845400543)
    expect(() => studentT(0.999, 0.001)).toThrow('more than a number can hold')
  })

  it('gives the critical values of the test for many outliers that NIST prints for its 54 values', () => {
    const n = rosner.length
    const critical = [1, 2, 3, 4].map((i) => {
      const t = studentT(1 - 0.05 / (2 * (n - i + 1)), n - i - 1)
      return (t * (n - i)) / Math.sqrt((n - i - 1 + t * t) * (n - i + 1))
    })
    // R: 3.118906 2.942973 3.179424 2.810181 are the distances that they are for.
    for (const [place, value] of [
      3.1587939408874948, 3.151430023316012, 3.143889685031995, 3.1361649560577938,
    ].entries())
      expectClose(critical[place], value, 1e-11)
    const largest = (6.01 - rosner.reduce((sum, value) => sum + value, 0) / n) / standardDeviation(rosner)
    expectClose(largest, 3.118906048982442, 1e-11)
  })
})

describe('the incomplete beta function', () => {
  it.each([
    [0.35, 1, 2, 0.5775],
    [0.058333333333333334, 1, 12, 0.5138543889958614],
    [0.0006000000000000001, 1, 5000, 0.950257737751232],
    [0.16780710876708355, 99, 201, 4.615728262777286e-12],
    [0.3229388504216318, 99, 201, 0.40248891203120973],
    [0.38553586898399334, 99, 201, 0.97772212661405],
    [0.30319322224728074, 333, 668, 0.02257246127150984],
    [0.45757359312880713, 2500, 2501, 1.0050259646131586e-9],
    [0.49787867965644034, 2500, 2501, 0.3874871499864454],
    [0.5, 2500, 2501, 0.50564161374774],
    [0.5424264068711928, 2500, 2501, 0.9999999991559847],
  ])('at %f for %i and %i is %f', (x, a, b, share) => {
    expectClose(incompleteBeta(x, a, b), share, 1e-13)
    expect(Math.abs(incompleteBeta(1 - x, b, a, x) - (1 - share))).toBeLessThan(1e-14)
  })

  it('is 0 and 1 at its ends, and keeps the digits of an end that is given', () => {
    expect([incompleteBeta(0, 2, 3), incompleteBeta(1, 2, 3), incompleteBeta(-1, 2, 3)]).toEqual([0, 1, 0])
    // 1 - (1 - 1e-20)^3, of which 1 - x knows nothing.
    expectClose(incompleteBeta(1e-20, 1, 3), 3e-20)
    expectClose(incompleteBeta(0.999, 1, 3, 1e-3), 1 - 1e-9, 1e-15)
  })

  it('has the density x^a y^b / B(a, b) for small and large a and b', () => {
    // 1 / B(2, 3) = 12, 1 / B(12, 2) = 156, 1 / B(20, 15) = 27,839,512,800.
    expectClose(betaDensity(0.3, 0.7, 2, 3), 12 * 0.09 * 0.343)
    expectClose(betaDensity(0.7, 0.3, 3, 2), 12 * 0.09 * 0.343)
    expectClose(betaDensity(0.9, 0.1, 12, 2), 156 * 0.9 ** 12 * 0.01)
    expectClose(betaDensity(0.5, 0.5, 20, 15), 27_839_512_800 / 2 ** 35)
    expectClose(betaDensity(0.02, 0.98, 20, 15), 27_839_512_800 * 0.02 ** 20 * 0.98 ** 15)
  })

  it("knows ln of the gamma function, and what Stirling's formula lacks", () => {
    expectClose(logGamma(0.5), Math.log(Math.PI) / 2)
    expectClose(logGamma(11), Math.log(3_628_800))
    for (const x of [10, 25, 200])
      expectClose(
        logGamma(x),
        (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + stirlingRest(x),
        1e-14,
      )
    expectClose(stirlingRest(10), 0.00833056343336287, 1e-12)
  })
})

describe('the normal distribution', () => {
  it.each([
    [1e-300, -37.0470962993612],
    [1e-20, -9.262340089798405],
    [0.001, -3.090232306167813],
    [0.3, -0.5244005127080407],
    [0.5000001, 2.506628273311649e-7],
    [0.9975, 2.807033768343811],
  ])("has R's quantile of %f: %f", (p, z) => {
    expectClose(normalQuantile(p), z, p > 0.5 && p < 0.51 ? 1e-9 : 1e-12)
  })

  it.each([
    [-37, 5.725571222524577e-300],
    [-10, 7.619853024160527e-24],
    [-2.5, 0.006209665325776135],
    [0.3, 0.6179114221889527],
  ])("has below %f R's share %f", (z, share) => {
    expectClose(normalCdf(z), share)
  })
})

describe("R's other numbers", () => {
  it.each([
    [
      [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205],
      [0.008, 0.056, 0.234, 0.234, 0.234, 0.234, 0.234, 0.234],
    ],
    [
      [0.5, 0.01, 0.01, 0.2, 0.01],
      [0.5, 0.05, 0.05, 0.4, 0.05],
    ],
  ])('p.adjust by Holm of %j is %j', (given, adjusted) => {
    for (const [place, value] of holm(given).entries()) expectClose(value, adjusted[place] ?? 0)
  })

  it.each([
    [0.01, 0.472, 0.4],
    [0.1, 1.12, 0.4],
    [0.25, 2.55, 2.3],
    [0.333, 3.297, 3.3],
    [0.5, 4.95, 4.4],
    [0.75, 7.3, 7.7],
    [0.9, 8.83, 8.8],
    [0.95, 8.965, 9.1],
    [0.99, 9.073, 9.1],
  ])('quantile at %f is %f by type 7 and %f by type 1', (p, seven, one) => {
    const values = [2.3, 9.1, 4.4, 7.7, 1.2, 3.3, 8.8, 6.1, 5.5, 0.4]
    expectClose(quantile(values, p), seven)
    expect(quantile(values, p, 'nearest-rank')).toBe(one)
  })
})

import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../src/core/index.ts'
import { serialCorrelation } from '../../src/metrics/index.ts'

describe('the serial correlation of ranks', () => {
  test('of 1 2 3 4 is a quarter: (-1.5 x -.5 + -.5 x .5 + .5 x 1.5) / 5', () => {
    expect(serialCorrelation([1, 2, 3, 4]).r).toBeCloseTo(0.25, 12)
    expect(serialCorrelation([1, 2, 3, 400]).r).toBeCloseTo(0.25, 12)
  })

  test.each([4, 5, 6])('has the mean and variance of all orders: %i values', (n) => {
    const all = orders(Array.from({ length: n }, (_, index) => index)).map((one) => serialCorrelation(one).r)
    const mean = all.reduce((sum, r) => sum + r, 0) / all.length
    const variance = all.reduce((sum, r) => sum + (r - mean) ** 2, 0) / all.length
    expect(mean).toBeCloseTo(-1 / n, 12)
    const { r, p } = serialCorrelation(Array.from({ length: n }, (_, index) => index))
    expect(p).toBeCloseTo(upperTail((r + 1 / n) / Math.sqrt(variance)), 6)
  })

  test('of independent values is seldom significant, of values that last nearly always', () => {
    const random = seededRandom(1)
    const rate = (kept: number) => {
      let significant = 0
      for (let round = 0; round < 1000; round++) {
        let last = 0
        const values = Array.from({ length: 60 }, () => (last = kept * last + random.normal()))
        if (serialCorrelation(values).p <= 0.01) significant++
      }
      return significant / 1000
    }
    expect(rate(0)).toBeLessThan(0.02)
    expect(rate(0.8)).toBeGreaterThan(0.98)
  })

  test.each([[[5]], [[1, 2, 3]], [[2, 2, 2, 2, 2]]])('cannot be told of %j', (values) => {
    expect(serialCorrelation(values).p).toBe(1)
  })

  test('of nothing is refused', () => {
    expect(() => serialCorrelation([])).toThrow('The serial correlation')
  })
})

function orders(values: readonly number[]): number[][] {
  if (values.length <= 1) return [[...values]]
  return values.flatMap((first) =>
    orders(values.filter((value) => value !== first)).map((rest) => [first, ...rest]),
  )
}

/** By Simpson's rule, far enough out. */
function upperTail(z: number): number {
  const steps = 20_000
  const width = (10 - z) / steps
  const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)
  let sum = density(z) + density(10)
  for (let step = 1; step < steps; step++) sum += density(z + step * width) * (step % 2 === 1 ? 4 : 2)
  return (sum * width) / 3
}

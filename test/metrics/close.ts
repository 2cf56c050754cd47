import { expect } from 'vitest'

/** Claims that a number is that of another program but for rounding: relative to it, or to 1 where it is 0. */
export function expectClose(actual: number | null | undefined, expected: number, relative = 1e-12): void {
  const size = expected === 0 ? 1 : Math.abs(expected)
  expect(Math.abs((actual ?? Number.NaN) - expected) / size).toBeLessThanOrEqual(relative)
}

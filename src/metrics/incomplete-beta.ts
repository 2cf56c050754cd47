import { betaDensity } from './beta-density.ts'

/**
 * The regularised incomplete beta function I_x(a, b), for a and b above 0: relative error about 1e-14, also far out. Where x is
 * near 1, give y = 1 - x as it is known. Didonato and Morris 1992 (TOMS 708), equation 9.
 */
export function incompleteBeta(x: number, a: number, b: number, y = 1 - x): number {
  if (!(x > 0)) return 0
  if (!(y > 0)) return 1
  return a * y >= b * x
    ? betaDensity(x, y, a, b) / continuedFraction(x, y, a, b)
    : 1 - betaDensity(x, y, a, b) / continuedFraction(y, x, b, a)
}

/** Converges where x is at most the mean a / (a + b), in about as many steps as the square root of the smaller of a and b. */
function continuedFraction(x: number, y: number, a: number, b: number): number {
  const beside = a * y - b * x + 1
  let result = (a * beside) / (a + 1)
  let c = result
  let d = 0
  for (let m = 1; m <= 1_000_000; m++) {
    const before = a + 2 * m - 1
    const over = ((a + m - 1) / before) * ((a + b + m - 1) / before) * m * (b - m) * x * x
    const whole = m + (m * (b - m) * x) / before + ((a + m) / (a + 2 * m + 1)) * (beside + m * (1 + y))
    d = 1 / (whole + over * d)
    c = whole + over / c
    const step = c * d
    result *= step
    if (Math.abs(step - 1) < 1e-16) break
  }
  return result
}

/** Where a rising function crosses 0 between two bounds, to the last bit. */
export function bisect(rising: (x: number) => number, from: number, to: number): number {
  let low = from
  let high = to
  for (let step = 0; step < 2000; step++) {
    const middle = low + (high - low) / 2
    if (middle === low || middle === high) break
    if (rising(middle) < 0) low = middle
    else high = middle
  }
  return low + (high - low) / 2
}

import { logGamma, stirlingFrom, stirlingRest } from './gamma.ts'

/**
 * x^a y^b / B(a, b) with y = 1 - x given apart, for then neither end loses digits: large a and b never meet as the difference
 * of two large logarithms. Didonato and Morris 1992 (TOMS 708), section 6.
 */
export function betaDensity(x: number, y: number, a: number, b: number): number {
  if (a < b) return betaDensity(y, x, b, a)
  if (b >= stirlingFrom) return bothLarge(x, y, a, b)
  if (a >= stirlingFrom) return oneLarge(x, y, a, b)
  return Math.exp(a * logOf(x, y) + b * logOf(y, x) + logGamma(a + b) - logGamma(a) - logGamma(b))
}

/** Both exponents measured from the mean a / (a + b), where they cancel. */
function bothLarge(x: number, y: number, a: number, b: number): number {
  const distance = b * x - a * y
  const exponent = a * logLessLinear(distance / a) + b * logLessLinear(-distance / b)
  const rest = stirlingRest(a + b) - stirlingRest(a) - stirlingRest(b)
  return Math.sqrt(b / (2 * Math.PI * (1 + b / a))) * Math.exp(exponent + rest)
}

/** Gamma(a + b) / Gamma(a) is a^b but for what a large a makes small. */
function oneLarge(x: number, y: number, a: number, b: number): number {
  const ratio = (a + b - 0.5) * Math.log1p(b / a) - b + stirlingRest(a + b) - stirlingRest(a)
  return Math.exp(a * logOf(x, y) + b * Math.log(a * y) + ratio - logGamma(b))
}

function logOf(x: number, rest: number): number {
  return x < 0.5 ? Math.log(x) : Math.log1p(-rest)
}

/** ln(1 + e) - e, also for small e, by the series of the area tangent of e / (2 + e). */
function logLessLinear(e: number): number {
  if (Math.abs(e) > 0.4) return Math.log1p(e) - e
  const r = e / (2 + e)
  const square = r * r
  let sum = 0
  for (let odd = 39; odd >= 3; odd -= 2) sum = sum * square + 1 / odd
  return 2 * r * square * sum - r * e
}

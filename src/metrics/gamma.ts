// Lanczos, g = 607/128, n = 15 (Godfrey 2001): relative error about 1e-15.
const coefficients = [
  0.9999999999999971, 57.15623566586292, -59.59796035547549, 14.136097974741746, -0.4919138160976202,
  0.3399464998481189e-4, 0.4652362892704858e-4, -0.9837447530487956e-4, 0.1580887032249125e-3,
  -0.21026444172410488e-3, 0.21743961811521265e-3, -0.1643181065367639e-3, 0.8441822398385275e-4,
  -0.26190838401581408e-4, 0.36899182659531625e-5,
]

/** ln of the gamma function, for x > 0. */
export function logGamma(x: number): number {
  let series = coefficients[0] ?? 0
  for (let index = 1; index < coefficients.length; index++)
    series += (coefficients[index] ?? 0) / (x + index - 1)
  const t = x + 607 / 128 - 0.5
  return (x - 0.5) * Math.log(t) - t + Math.log(2.5066282746310007 * series)
}

/** From here on Stirling's series is exact to the last bit. */
export const stirlingFrom = 10

/** What Stirling's formula lacks: ln Gamma(x) - (x - 1/2) ln x + x - ln(2 pi) / 2, for x >= 10. Abramowitz and Stegun 6.1.41. */
export function stirlingRest(x: number): number {
  const square = 1 / (x * x)
  let rest = 0
  for (const term of stirlingTerms) rest = rest * square + term
  return rest / x
}

const stirlingTerms = [
  -3617 / 122_400,
  1 / 156,
  -691 / 360_360,
  1 / 1188,
  -1 / 1680,
  1 / 1260,
  -1 / 360,
  1 / 12,
]

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

/** ln of the number of ways to choose k of n. */
export function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)
}

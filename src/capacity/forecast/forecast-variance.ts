import { expectedAfter, type Smoothing, type SmoothingState, smooth } from './smoothing.ts'

/** The variance of each step ahead in residual variances, as R 4.2's predict has it for a linear trend. */
export function varianceOfR(
  { slope, season }: SmoothingState,
  { alpha, beta, gamma, seasonal }: Smoothing,
  period: number,
  horizon: number,
): number[] {
  const psi = (age: number): number =>
    alpha * (1 + age * (beta ?? 0)) + (age % period === 0 ? (gamma ?? 0) * (1 - alpha) : 0)
  const isMultiplicative = seasonal === 'multiplicative' && gamma !== null
  // R takes the slope for the season before the first.
  const coefficient = (place: number): number => (place === 0 ? slope : (season[place - 1] ?? Number.NaN))
  return Array.from({ length: horizon }, (_, index) => {
    const steps = index + 1
    let sum = isMultiplicative ? 0 : 1
    const place = 1 + ((steps - 1) % period)
    for (let age = isMultiplicative ? 0 : 1; age < steps; age++) {
      const before = (((place - age) % period) + period) % period
      const ratio = isMultiplicative ? coefficient(place) / coefficient(before) : 1
      sum += (psi(age) * ratio) ** 2
    }
    return sum
  })
}

/**
 * The same, for any trend and season: the newest error counts fully, and each one before it by what an error there moves the end. Hyndman,
 * Koehler, Ord and Snyder, Forecasting with Exponential Smoothing, 2008, 6.
 */
export function propagatedVariances(end: SmoothingState, how: Smoothing, horizon: number): number[] {
  const future = Array.from({ length: horizon }, (_, index) => expectedAfter(end, index + 1, how))
  // Small beside the values, large beside their rounding.
  const nudge = 1e-6 * Math.max(...future.map(Math.abs), Number.MIN_VALUE)
  const sums = future.map(() => 1)
  for (let at = 0; at < horizon; at++) {
    const nudged = future.slice(0, at + 1)
    nudged[at] = (nudged[at] ?? 0) + nudge
    const after = smooth(nudged, 0, end, how)
    for (let later = at + 1; later < horizon; later++) {
      const effect = (expectedAfter(after, later - at, how) - (future[later] ?? 0)) / nudge
      sums[later] = (sums[later] ?? 0) + effect * effect
    }
  }
  return sums
}

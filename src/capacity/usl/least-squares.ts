import { type Matrix, solveLinear } from '../../metrics/index.ts'
import type { UslParameters } from './usl.ts'

/** A measured point; `weight` is the reciprocal of its variance, up to a factor. */
export interface WeightedPoint {
  concurrency: number
  throughput: number
  weight: number
}

/** In the order in which vectors and matrices here have them. */
export const parameterNames = ['lambda', 'sigma', 'kappa'] as const

/**
 * The weighted least-squares optimum from `start` in the parameters that `free` names, the others as they are, by Levenberg and
 * Marquardt: to about eight digits, see `polished`. Null where the start is none. Marquardt 1963.
 */
export function leastSquares(
  points: readonly WeightedPoint[],
  start: UslParameters,
  free: readonly (keyof UslParameters)[],
): UslParameters | null {
  let at = start
  let error = squaredError(points, at)
  if (!Number.isFinite(error)) return null
  let damping = 1e-3
  for (let step = 0; step < mostSteps && damping < 1e20; step++) {
    const { gradient, gaussNewton } = derivatives(points, at)
    const next = moved(at, free, damped(gaussNewton, damping), gradient)
    const nextError = next === null ? Number.POSITIVE_INFINITY : squaredError(points, next)
    if (next === null || !(nextError <= error)) {
      damping *= 10
      continue
    }
    const isSettled = error - nextError <= error * 1e-14
    at = next
    error = nextError
    damping = Math.max(damping / 10, 1e-15)
    if (isSettled) break
  }
  return at
}

const mostSteps = 500

/** An optimum to the last digits, by Newton's method with the exact second derivatives: the error cannot tell the last eight, the gradient can. */
export function polished(
  points: readonly WeightedPoint[],
  rough: UslParameters,
  free: readonly (keyof UslParameters)[],
): UslParameters {
  let at = rough
  const allowed = squaredError(points, rough) * (1 + 1e-9)
  for (let step = 0; step < 20; step++) {
    const { gradient, hessian } = derivatives(points, at)
    const next = moved(at, free, hessian, gradient)
    if (next === null || !(squaredError(points, next) <= allowed)) break
    const isSame = free.every((name) => Math.abs(next[name] - at[name]) <= 1e-15 * Math.abs(at[name]))
    at = next
    if (isSame) break
  }
  return at
}

/** One step down along the free parameters; null where the matrix allows none. */
function moved(
  at: UslParameters,
  free: readonly (keyof UslParameters)[],
  matrix: Matrix,
  gradient: readonly number[],
): UslParameters | null {
  const chosen = free.map((name) => parameterNames.indexOf(name))
  const move = solveLinear(
    chosen.map((row) => chosen.map((column) => matrix[row]?.[column] ?? 0)),
    chosen.map((row) => -(gradient[row] ?? 0)),
  )
  if (move === null) return null
  const next = { ...at }
  for (const [index, name] of free.entries()) next[name] += move[index] ?? 0
  return next
}

function damped(matrix: Matrix, damping: number): Matrix {
  return matrix.map((row, i) => row.map((value, j) => (i === j ? value * (1 + damping) : value)))
}

/** The weighted sum of squares; infinite where the law has a pole among the points, or no throughput. */
export function squaredError(
  points: readonly WeightedPoint[],
  { lambda, sigma, kappa }: UslParameters,
): number {
  if (!(lambda > 0)) return Number.POSITIVE_INFINITY
  let sum = 0
  for (const { concurrency: n, throughput, weight } of points) {
    const slowdown = 1 + sigma * (n - 1) + kappa * n * (n - 1)
    if (!(slowdown > 0)) return Number.POSITIVE_INFINITY
    const residual = throughput - (lambda * n) / slowdown
    sum += weight * residual * residual
  }
  return sum
}

/** Of half the sum of squares: its gradient, J'WJ, and its exact second derivatives. */
export function derivatives(
  points: readonly WeightedPoint[],
  { lambda, sigma, kappa }: UslParameters,
): { gradient: number[]; gaussNewton: number[][]; hessian: number[][] } {
  // Sums in plain variables: this runs for every point in every step.
  let [g0, g1, g2] = [0, 0, 0]
  let [j00, j01, j02, j11, j12, j22] = [0, 0, 0, 0, 0, 0]
  let [h01, h02, h11, h12, h22] = [0, 0, 0, 0, 0]
  for (const { concurrency: n, throughput, weight } of points) {
    const u = n - 1
    const slowdown = 1 + sigma * u + kappa * n * u
    const one = n / slowdown
    const model = lambda * one
    const residual = weight * (throughput - model)
    const byU = u / slowdown
    const byV = n * byU
    const bySigma = -model * byU
    const byKappa = -model * byV
    g0 -= residual * one
    g1 -= residual * bySigma
    g2 -= residual * byKappa
    j00 += weight * one * one
    j01 += weight * one * bySigma
    j02 += weight * one * byKappa
    j11 += weight * bySigma * bySigma
    j12 += weight * bySigma * byKappa
    j22 += weight * byKappa * byKappa
    h01 += residual * one * byU
    h02 += residual * one * byV
    h11 -= 2 * residual * model * byU * byU
    h12 -= 2 * residual * model * byU * byV
    h22 -= 2 * residual * model * byV * byV
  }
  return {
    gradient: [g0, g1, g2],
    gaussNewton: [
      [j00, j01, j02],
      [j01, j11, j12],
      [j02, j12, j22],
    ],
    hessian: [
      [j00, j01 + h01, j02 + h02],
      [j01 + h01, j11 + h11, j12 + h12],
      [j02 + h02, j12 + h12, j22 + h22],
    ],
  }
}

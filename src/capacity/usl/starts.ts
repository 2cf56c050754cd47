import { solveLinear } from '../../metrics/index.ts'
import type { WeightedPoint } from './least-squares.ts'
import type { UslParameters } from './usl.ts'

/** Where to begin a fit: what the R package usl and usl4j begin with, and the law made linear, 1/X as a polynomial of N. */
export function uslStarts(points: readonly WeightedPoint[]): UslParameters[] {
  const lambda = points.reduce(
    (most, { concurrency, throughput }) => Math.max(most, throughput / concurrency),
    Number.MIN_VALUE,
  )
  const linear = linearStart(points)
  return [
    ...(linear === null ? [] : [linear]),
    { lambda, sigma: 0.01, kappa: 1e-4 },
    { lambda, sigma: 0.1, kappa: 0.01 },
  ]
}

/** N / X = 1/lambda + sigma/lambda (N - 1) + kappa/lambda N (N - 1). */
function linearStart(points: readonly WeightedPoint[]): UslParameters | null {
  let [one, u1, v1, uu, uv, vv] = [0, 0, 0, 0, 0, 0]
  let [y1, yu, yv] = [0, 0, 0]
  for (const { concurrency: n, throughput } of points) {
    if (!(throughput > 0)) continue
    // An error of X counts by (N / X^2) in N / X.
    const weight = (throughput * throughput) / n
    const square = weight * weight
    const u = n - 1
    const v = n * u
    const y = n / throughput
    one += square
    u1 += square * u
    v1 += square * v
    uu += square * u * u
    uv += square * u * v
    vv += square * v * v
    y1 += square * y
    yu += square * u * y
    yv += square * v * y
  }
  const cross = [
    [one, u1, v1],
    [u1, uu, uv],
    [v1, uv, vv],
  ]
  const [base = 0, contention = 0, coherency = 0] = solveLinear(cross, [y1, yu, yv]) ?? []
  return base > 0 ? { lambda: 1 / base, sigma: contention / base, kappa: coherency / base } : null
}

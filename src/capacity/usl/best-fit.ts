import { OperatorError } from '../../core/index.ts'
import { leastSquares, polished, squaredError, type WeightedPoint } from './least-squares.ts'
import { uslStarts } from './starts.ts'
import type { UslParameters } from './usl.ts'

/** Which of sigma and kappa are held at which bound. */
interface Held {
  sigma?: number
  kappa?: number
}

const isWithin = (value: number): boolean => value >= 0 && value <= 1

/** The best of all optima from several starts. A `lambda` that is given stays. Throws OperatorError where there is none. */
export function bestFit(
  points: readonly WeightedPoint[],
  free: readonly (keyof UslParameters)[],
  lambda: number | undefined,
): UslParameters {
  return found(optimum(points, free, lambda, {}))
}

/**
 * The same with sigma and kappa between 0 and 1: where the `best` lies outside, it is replaced by the best one on the edges, of which there
 * are eight.
 */
export function bestFitWithin(
  points: readonly WeightedPoint[],
  free: readonly (keyof UslParameters)[],
  lambda: number | undefined,
  best: UslParameters,
): UslParameters {
  if (isWithin(best.sigma) && isWithin(best.kappa)) return best
  const onEdges = edges.flatMap((held) => optimum(points, free, lambda, held) ?? [])
  return found(
    lowest(
      points,
      onEdges.filter(({ sigma, kappa }) => isWithin(sigma) && isWithin(kappa)),
    ),
  )
}

function found(best: UslParameters | null): UslParameters {
  if (best !== null) return best
  throw new OperatorError({
    sentence: 'No law of this form comes near these points.',
    hint: 'See whether concurrency and throughput are the right way round, and measured without errors.',
  })
}

const edges: readonly Held[] = [
  { sigma: 0 },
  { sigma: 1 },
  { kappa: 0 },
  { kappa: 1 },
  { sigma: 0, kappa: 0 },
  { sigma: 0, kappa: 1 },
  { sigma: 1, kappa: 0 },
  { sigma: 1, kappa: 1 },
]

function optimum(
  points: readonly WeightedPoint[],
  free: readonly (keyof UslParameters)[],
  lambda: number | undefined,
  held: Held,
): UslParameters | null {
  const moving = free.filter((name) => name === 'lambda' || held[name] === undefined)
  const found = uslStarts(points).flatMap((start) => {
    const from = { ...start, ...held, ...(lambda === undefined ? {} : { lambda }) }
    return leastSquares(points, from, moving) ?? []
  })
  const best = lowest(points, found)
  return best === null ? null : polished(points, best, moving)
}

function lowest(points: readonly WeightedPoint[], found: readonly UslParameters[]): UslParameters | null {
  let best: UslParameters | null = null
  let least = Number.POSITIVE_INFINITY
  for (const one of found) {
    const error = squaredError(points, one)
    if (error < least) {
      least = error
      best = one
    }
  }
  return best
}

import { OperatorError } from '../../core/index.ts'
import { conditionNumber, inverse, studentT } from '../../metrics/index.ts'
import { assertPositive, assertShare } from '../assert-station.ts'
import { bestFit, bestFitWithin } from './best-fit.ts'
import { derivatives, parameterNames, squaredError, type WeightedPoint } from './least-squares.ts'
import { type UslParameters, type UslPoint, usl } from './usl.ts'

/**
 * `not-identifiable`: the interval of kappa includes 0, so no peak is named. `extrapolated`: the peak lies beyond twice the largest
 * concurrency measured. `superlinear`: the free fit has a contention below 0. `too-few-points`: fewer than six.
 */
export type UslVerdict = 'not-identifiable' | 'extrapolated' | 'superlinear' | 'too-few-points'

/** A fitted law, what is known of its parameters, and what may be said of it. */
export interface UslFit extends UslParameters {
  /** 0 for a parameter that was given; infinite where there are as many points as parameters. */
  standardErrors: UslParameters
  /** Of Student's t with n - p degrees of freedom. */
  intervals: Record<keyof UslParameters, readonly [number, number]>
  /** Weighted. */
  residualSumOfSquares: number
  residualStandardError: number
  r2: number
  /** Of the Jacobian with its columns scaled to length 1: above about 30 the parameters are hard to tell apart. */
  conditionNumber: number
  /** Null where there is none, and where it cannot be told. */
  peak: UslPoint | null
  /** Where contention alone would have used up half of the limit: N = 1 / sigma. */
  knee: UslPoint | null
  limit: number | null
  verdicts: UslVerdict[]
  /** Of lambda, sigma and kappa, in this order. */
  covariance: number[][]
  degreesOfFreedom: number
  confidence: number
  /** The largest concurrency among the points. */
  measuredTo: number
}

/** How to fit. */
export interface UslFitOptions {
  /** Keep sigma and kappa between 0 and 1 (default), or let them be what they are. */
  bounded?: boolean
  /** Known throughput of one, a second: only sigma and kappa are fitted. */
  lambda?: number
  /** Of the intervals, 0 to 1 (0.95). */
  confidence?: number
}

/**
 * The Universal Scalability Law through measured points, by weighted nonlinear least squares: the lambda, sigma and kappa of the least sum of
 * w (X - lambda N / (1 + sigma (N - 1) + kappa N (N - 1)))^2. Throws OperatorError on numbers that are not
 * finite, concurrencies not above 0, throughputs below 0, weights not above 0, throughputs that are all 0, and fewer different concurrencies
 * than parameters. Gunther 2007; intervals as Seber and Wild, Nonlinear Regression, 1989, 5.1.
 */
export function fitUsl(
  points: readonly { concurrency: number; throughput: number; weight?: number }[],
  options: UslFitOptions = {},
): UslFit {
  const { bounded = true, confidence = 0.95 } = options
  assertShare(confidence, 'The confidence')
  if (options.lambda !== undefined) assertPositive(options.lambda, 'Lambda')
  const measured = checked(points, options.lambda === undefined ? 3 : 2)
  const free = parameterNames.filter((name) => name !== 'lambda' || options.lambda === undefined)
  const unbounded = bestFit(measured, free, options.lambda)
  const best = bounded ? bestFitWithin(measured, free, options.lambda, unbounded) : unbounded
  const certainty = certaintyOf(measured, best, free, confidence)
  const law = usl(best)
  const isIdentifiable = certainty.intervals.kappa[0] > 0 || certainty.intervals.kappa[1] < 0
  const measuredTo = Math.max(...measured.map(({ concurrency }) => concurrency))
  const peak = isIdentifiable ? law.peak : null
  const verdicts: UslVerdict[] = [
    ...(isIdentifiable ? [] : ['not-identifiable' as const]),
    ...(peak !== null && peak.concurrency > 2 * measuredTo ? ['extrapolated' as const] : []),
    ...(isSuperlinear(measured, unbounded, free, confidence) ? ['superlinear' as const] : []),
    ...(measured.length < 6 ? ['too-few-points' as const] : []),
  ]
  const knee = best.sigma > 0 ? 1 / best.sigma : null
  return {
    ...best,
    ...certainty,
    r2: explained(certainty.residualSumOfSquares, spreadOf(measured)),
    peak,
    knee: knee === null ? null : { concurrency: knee, throughput: law.throughputAt(knee) },
    limit: law.limit,
    verdicts,
    confidence,
    measuredTo,
  }
}

function isSuperlinear(
  points: readonly WeightedPoint[],
  unbounded: UslParameters,
  free: readonly (keyof UslParameters)[],
  confidence: number,
): boolean {
  return unbounded.sigma < 0 && certaintyOf(points, unbounded, free, confidence).intervals.sigma[1] < 0
}

function certaintyOf(
  points: readonly WeightedPoint[],
  best: UslParameters,
  free: readonly (keyof UslParameters)[],
  confidence: number,
) {
  const residualSumOfSquares = squaredError(points, best)
  const degreesOfFreedom = points.length - free.length
  const variance = degreesOfFreedom > 0 ? residualSumOfSquares / degreesOfFreedom : Number.POSITIVE_INFINITY
  const { gaussNewton } = derivatives(points, best)
  const chosen = parameterNames.flatMap((name, index) => (free.includes(name) ? [index] : []))
  const cross = chosen.map((row) => chosen.map((column) => gaussNewton[row]?.[column] ?? 0))
  const inverted = inverse(cross)
  const covariance = parameterNames.map((_, row) =>
    parameterNames.map((__, column) => {
      const [i, j] = [chosen.indexOf(row), chosen.indexOf(column)]
      if (i === -1 || j === -1) return 0
      return inverted === null ? Number.POSITIVE_INFINITY : variance * (inverted[i]?.[j] ?? 0)
    }),
  )
  const errorOf = (name: keyof UslParameters): number => {
    const index = parameterNames.indexOf(name)
    return Math.sqrt(covariance[index]?.[index] ?? Number.NaN)
  }
  const t = degreesOfFreedom > 0 ? studentT((1 + confidence) / 2, degreesOfFreedom) : 1
  const standardErrors = { lambda: errorOf('lambda'), sigma: errorOf('sigma'), kappa: errorOf('kappa') }
  const interval = (name: keyof UslParameters): [number, number] => [
    best[name] - t * standardErrors[name],
    best[name] + t * standardErrors[name],
  ]
  return {
    standardErrors,
    intervals: { lambda: interval('lambda'), sigma: interval('sigma'), kappa: interval('kappa') },
    residualSumOfSquares,
    residualStandardError: Math.sqrt(variance),
    conditionNumber: conditionNumber(cross),
    covariance,
    degreesOfFreedom,
  }
}

function spreadOf(points: readonly WeightedPoint[]): number {
  const total = points.reduce((sum, { weight }) => sum + weight, 0)
  const centre = points.reduce((sum, { throughput, weight }) => sum + weight * throughput, 0) / total
  return points.reduce((sum, { throughput, weight }) => sum + weight * (throughput - centre) ** 2, 0)
}

function checked(
  points: readonly { concurrency: number; throughput: number; weight?: number }[],
  parameters: number,
): WeightedPoint[] {
  const wrong = points.find(
    ({ concurrency, throughput, weight = 1 }) =>
      !(concurrency > 0 && throughput >= 0 && weight > 0) ||
      ![concurrency, throughput, weight].every(Number.isFinite),
  )
  if (wrong !== undefined)
    throw new OperatorError({
      sentence: `A point of ${wrong.concurrency} at once and ${wrong.throughput} a second${wrong.weight === undefined ? '' : ` (weight ${wrong.weight})`} cannot be fitted.`,
      hint: 'Concurrencies and weights are above 0, throughputs at least 0, all of them finite.',
    })
  const different = new Set(points.map(({ concurrency }) => concurrency)).size
  if (different < parameters)
    throw new OperatorError({
      sentence: `A fit of ${parameters} parameters needs at least ${parameters} different concurrencies, got ${different}.`,
      hint: 'Measure at more concurrencies; six or more give an interval that is worth something.',
    })
  if (points.every(({ throughput }) => throughput === 0))
    throw new OperatorError({ sentence: 'All throughputs are 0.', hint: 'Measure something that works.' })
  return points.map(({ concurrency, throughput, weight = 1 }) => ({ concurrency, throughput, weight }))
}

/** Where all throughputs are the same there is nothing to explain. */
function explained(residual: number, spread: number): number {
  return spread === 0 ? 1 : 1 - residual / spread
}

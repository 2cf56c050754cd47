import { OperatorError } from '../../core/index.ts'
import { assertNotNegative, assertPositive } from '../assert-station.ts'

/** Contention (sigma) and coherency (kappa), both without a unit, and the throughput of one (lambda, per second). */
export interface UslParameters {
  sigma: number
  kappa: number
  lambda: number
}

/** So many at once, and what they get done together, a second. */
export interface UslPoint {
  concurrency: number
  throughput: number
}

/** The law with its parameters filled in. */
export interface UslLaw {
  throughputAt(concurrency: number): number
  /** Seconds, by Little's law. */
  responseTimeAt(concurrency: number): number
  /** The lower of the two that give it; null where nothing does. */
  concurrencyAtThroughput(throughput: number): number | null
  concurrencyAtResponseTime(seconds: number): number
  throughputAtResponseTime(seconds: number): number
  /** Null where more always gives more. */
  peak: UslPoint | null
  /** What contention alone allows, a second: lambda / sigma; null where there is none. */
  limit: number | null
}

/**
 * The Universal Scalability Law: X(N) = lambda N / (1 + sigma (N - 1) + kappa N (N - 1)). Throws OperatorError on parameters that are not
 * finite, on a lambda not above 0, and on a negative concurrency. Gunther 1993; Guerrilla Capacity Planning, 2007, chapter 4.
 */
export function usl(parameters: UslParameters): UslLaw {
  const { sigma, kappa, lambda } = parameters
  assertPositive(lambda, 'Lambda')
  if (!(Number.isFinite(sigma) && Number.isFinite(kappa)))
    throw new OperatorError({
      sentence: `Sigma and kappa must be finite numbers, got ${sigma} and ${kappa}.`,
      hint: 'Give those of a fit.',
    })
  const slowdownAt = (n: number): number => 1 + sigma * (n - 1) + kappa * n * (n - 1)
  const throughputAt = (n: number): number => {
    assertNotNegative(n, 'The concurrency')
    return (lambda * n) / slowdownAt(n)
  }
  const concurrencyAtResponseTime = (seconds: number): number => {
    assertPositive(seconds, 'The response time')
    return concurrencyTaking(parameters, seconds)
  }
  return {
    throughputAt,
    responseTimeAt(n) {
      assertNotNegative(n, 'The concurrency')
      return slowdownAt(n) / lambda
    },
    concurrencyAtThroughput(throughput) {
      assertNotNegative(throughput, 'The throughput')
      return concurrencyGiving(parameters, throughput)
    },
    concurrencyAtResponseTime,
    throughputAtResponseTime: (seconds) => concurrencyAtResponseTime(seconds) / seconds,
    peak: peakOf(parameters, throughputAt),
    limit: sigma > 0 ? lambda / sigma : null,
  }
}

function peakOf({ sigma, kappa }: UslParameters, throughputAt: (n: number) => number): UslPoint | null {
  if (!(kappa > 0 && sigma < 1)) return null
  const concurrency = Math.sqrt((1 - sigma) / kappa)
  return { concurrency, throughput: throughputAt(concurrency) }
}

/** The lower root of kappa X N^2 + (X (sigma - kappa) - lambda) N + X (1 - sigma) = 0, in the form that does not cancel. */
function concurrencyGiving({ sigma, kappa, lambda }: UslParameters, throughput: number): number | null {
  const slope = lambda - throughput * (sigma - kappa)
  const constant = throughput * (1 - sigma)
  const square = slope * slope - 4 * kappa * throughput * constant
  if (!(square >= 0)) return null
  const divisor = slope + Math.sqrt(square)
  return divisor > 0 && constant >= 0 ? (2 * constant) / divisor : null
}

/** The upper root of kappa N^2 + (sigma - kappa) N - (lambda R + sigma - 1) = 0. */
function concurrencyTaking({ sigma, kappa, lambda }: UslParameters, seconds: number): number {
  const spare = lambda * seconds + sigma - 1
  const slope = sigma - kappa
  const root = Math.sqrt(slope * slope + 4 * kappa * spare)
  const concurrency = slope >= 0 ? (2 * spare) / (slope + root) : (root - slope) / (2 * kappa)
  if (Number.isFinite(concurrency) && concurrency >= 0) return concurrency
  throw new OperatorError({
    sentence: `No concurrency has a response time of ${seconds} s in this law: that of one is ${1 / lambda} s.`,
    hint:
      spare < 0 ? 'Give a longer response time.' : 'Without contention every concurrency has the same one.',
  })
}

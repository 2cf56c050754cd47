import { poissonMean } from './poisson-mean.ts'
import { tailQuantile } from './tail-quantile.ts'

/** What those who are let into an M/M/c/K find. */
export interface FoundOnEntry {
  servers: number
  serviceSeconds: number
  /** K - c. */
  places: number
  /** The share that finds a free server. */
  free: number
  /** The logarithm of the share that finds all servers busy and nobody waiting. */
  logFirst: number
  /** The logarithm of a / c: each one more that waits is so many times as likely. */
  logRatio: number
}

/** Percentiles of times, in seconds, by the share p (0 to 1, 1 excluded). */
export interface QueueTimes {
  waitAt(p: number): number
  responseAt(p: number): number
}

/**
 * The times of those who are let in, in ticks of a Poisson clock of rate c / s: who finds i waiting waits for i + 1 ends of service, which come
 * at that rate, and is then served for a geometric number of ticks of mean c: P(T > t) = sum over m of e^-x x^m / m! P(ticks > m), x = c t / s.
 * Nothing is subtracted, so nothing cancels. Gross and Harris, Fundamentals of Queueing Theory, 2.4; the clock: Jensen 1953.
 */
export function finiteQueueTimes(found: FoundOnEntry): QueueTimes {
  const { servers, serviceSeconds, places, free, logFirst, logRatio } = found
  const logKept = servers === 1 ? Number.NEGATIVE_INFINITY : Math.log1p(-1 / servers)
  /** The share that waits for at least so many ticks. */
  const waitsFor = (ticks: number): number =>
    ticks === 0 ? 1 : geometricSum(logFirst + (ticks - 1) * logRatio, logRatio, places - ticks + 1)
  /** The share whose wait and service take more than so many. */
  const takesMoreThan = (ticks: number): number => {
    if (ticks === 0 || servers === 1) return waitsFor(ticks)
    const inService = geometricSum(
      logFirst + (ticks - 1) * logKept,
      logRatio - logKept,
      Math.min(ticks - 1, places),
    )
    return waitsFor(ticks) + free * Math.exp(ticks * logKept) + inService
  }
  const at = (seconds: number): number => (seconds * servers) / serviceSeconds
  return {
    waitAt: (p) =>
      tailQuantile(
        (seconds) => poissonMean(at(seconds), (ticks) => waitsFor(ticks + 1)),
        p,
        serviceSeconds / servers,
      ),
    responseAt: (p) => tailQuantile((seconds) => poissonMean(at(seconds), takesMoreThan), p, serviceSeconds),
  }
}

/** exp(logFirst) (1 + r + ... + r^(count - 1)), from its largest term so that nothing overflows. */
function geometricSum(logFirst: number, logRatio: number, count: number): number {
  if (count <= 0) return 0
  const [largest, falling] =
    logRatio > 0 ? [logFirst + (count - 1) * logRatio, -logRatio] : [logFirst, logRatio]
  return Math.exp(largest) * (falling === 0 ? count : Math.expm1(count * falling) / Math.expm1(falling))
}

import { assertShare } from '../assert-station.ts'
import type { QueueTimes } from './finite-queue-times.ts'
import { sojournTail } from './sojourn-tail.ts'
import { tailQuantile, waitQuantile } from './tail-quantile.ts'

/** What is known of a queue of which only means and spreads are. */
export interface KnownOfQueue {
  waitSeconds: number
  /** The share that waits at all. */
  waitingShare: number
  serviceSeconds: number
  serviceScv: number
}

/**
 * Percentiles as if the wait of those who wait were exponential: P(W > t) = C exp(-C t / Wq). The service time is taken as constant +
 * exponential up to a squared coefficient of variation of 1, beyond as one of two exponential branches with balanced means. Abate, Choudhury
 * and Whitt, Exponential approximations for tail probabilities in queues, 1995.
 */
export function approximateTimes(known: KnownOfQueue): QueueTimes {
  const { waitSeconds, waitingShare, serviceSeconds, serviceScv } = known
  const waitOfWaiters = waitingShare === 0 ? serviceSeconds : waitSeconds / waitingShare
  const { constantSeconds, branches } = serviceOf(serviceSeconds, serviceScv)
  const responseTail = (seconds: number): number => {
    const beyond = seconds - constantSeconds
    if (beyond < 0) return 1
    if (branches.length === 0) return waitingShare * Math.exp(-beyond / waitOfWaiters)
    return branches.reduce(
      (sum, { share, meanSeconds }) =>
        sum + share * sojournTail(beyond / meanSeconds, waitingShare, meanSeconds / waitOfWaiters),
      0,
    )
  }
  return {
    waitAt(p) {
      assertShare(p, 'The percentile', 'zero')
      return waitQuantile(p, waitingShare, waitOfWaiters)
    },
    responseAt: (p) => tailQuantile(responseTail, p, serviceSeconds),
  }
}

/** A service time of this mean and spread: a constant, and one of several exponential branches. */
function serviceOf(meanSeconds: number, scv: number) {
  if (scv <= 1) {
    const deviation = meanSeconds * Math.sqrt(scv)
    const branches = deviation === 0 ? [] : [{ share: 1, meanSeconds: deviation }]
    return { constantSeconds: meanSeconds - deviation, branches }
  }
  const share = (1 + Math.sqrt((scv - 1) / (scv + 1))) / 2
  return {
    constantSeconds: 0,
    branches: [share, 1 - share].map((one) => ({ share: one, meanSeconds: meanSeconds / (2 * one) })),
  }
}

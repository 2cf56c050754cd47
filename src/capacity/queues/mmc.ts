import { assertCount, assertShare, assertStable } from '../assert-station.ts'
import { erlangC } from './erlang.ts'
import { sojournTail } from './sojourn-tail.ts'
import { answerOf, offeredLoad, type QueueAnswer, type Station } from './station.ts'
import { tailQuantile, waitQuantile } from './tail-quantile.ts'

/** Means of an M/M/c and its percentiles, in seconds. */
export interface MmcAnswer extends QueueAnswer {
  /** In Erlang. */
  offeredLoad: number
  /** The share that waits at all. */
  erlangC: number
  /** The wait that the share p (0 to 1) does not exceed. */
  waitAt(p: number): number
  /** The wait and service together that the share p does not exceed. */
  responseAt(p: number): number
}

/**
 * Poisson arrivals, exponential service, `servers` that share one queue. Throws OperatorError on impossible input and where it is not
 * stable. Wq = C s / (c - a); P(W > t) = C exp(-(c mu - lambda) t). Gross and Harris, Fundamentals of Queueing Theory, 2.3 (M/M/c).
 */
export function mmc(queue: Station & { servers: number }): MmcAnswer {
  const { serviceSeconds, servers } = queue
  assertCount(servers, 'The number of servers')
  const load = offeredLoad(queue)
  assertStable(load, servers)
  const waiting = erlangC(servers, load)
  const meanWaitOfWaiters = serviceSeconds / (servers - load)
  return {
    ...answerOf(queue, servers, waiting * meanWaitOfWaiters),
    offeredLoad: load,
    erlangC: waiting,
    waitAt(p) {
      assertShare(p, 'The percentile', 'zero')
      return waitQuantile(p, waiting, meanWaitOfWaiters)
    },
    responseAt: (p) =>
      tailQuantile(
        (seconds) => sojournTail(seconds / serviceSeconds, waiting, servers - load),
        p,
        serviceSeconds,
      ),
  }
}

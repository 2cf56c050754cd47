import { assertCount } from '../assert-station.ts'
import { approximateTimes } from './approximate-times.ts'
import { erlangC } from './erlang.ts'
import type { QueueTimes } from './finite-queue-times.ts'
import { kingman } from './kingman.ts'
import { kimura } from './mgc.ts'
import { answerOf, offeredLoad, type QueueAnswer, type Station } from './station.ts'

/** Means by an approximate law, and percentiles that are approximate too: only mean and spread of the times are known. */
export interface ApproximateAnswer extends QueueAnswer, QueueTimes {
  /** The share that waits at all. */
  waitingShare: number
}

/**
 * Poisson arrivals, `servers` that share one queue, any service time of squared coefficient of variation `serviceScv`. Means as `kimura`;
 * percentiles by P(W > t) = C exp(-C t / Wq), with C of Erlang: exact for exponential service, else approximate. Measured against simulation at
 * 50 and 80 % of the load, one and eight servers, p95 and p99 of the response are within 20 % for coefficients up to 2, within 30 % up to 4. Throws OperatorError on impossible input and where it is not
 * stable. Kimura 1986; percentiles: Abate, Choudhury and Whitt 1995; C for any service: Tijms, van Hoorn and Federgruen 1981.
 */
export function mgc(queue: Station & { servers: number; serviceScv: number }): ApproximateAnswer {
  const { serviceSeconds, servers, serviceScv } = queue
  const load = offeredLoad(queue)
  assertCount(servers, 'The number of servers')
  const waitSeconds = kimura({ servers, utilization: load / servers, serviceSeconds, serviceScv })
  const waitingShare = erlangC(servers, load)
  return {
    ...answerOf(queue, servers, waitSeconds),
    waitingShare,
    ...approximateTimes({ waitSeconds, waitingShare, serviceSeconds, serviceScv }),
  }
}

/**
 * One server, any arrivals and any service, by their squared coefficients of variation. Means as `kingman`, an upper bound; percentiles by
 * P(W > t) = rho exp(-rho t / Wq), approximate, and near the truth only where the server is busy. Throws OperatorError on impossible input and
 * where it is not stable. Kingman 1961, 1962 (the wait becomes exponential as rho nears 1).
 */
export function gg1(queue: Station & { arrivalScv: number; serviceScv: number }): ApproximateAnswer {
  const { serviceSeconds, arrivalScv, serviceScv } = queue
  const utilization = offeredLoad(queue)
  const waitSeconds = kingman({ utilization, serviceSeconds, arrivalScv, serviceScv })
  return {
    ...answerOf(queue, 1, waitSeconds),
    waitingShare: utilization,
    ...approximateTimes({ waitSeconds, waitingShare: utilization, serviceSeconds, serviceScv }),
  }
}

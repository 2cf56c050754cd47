import { assertCount, assertNotNegative, assertPositive, assertStable } from '../assert-station.ts'
import { erlangC } from './erlang.ts'

/** Servers that share a queue, and how their service times spread. */
export interface ManyServers {
  servers: number
  /** Of each server, 0 to 1. */
  utilization: number
  serviceSeconds: number
  /** Squared coefficient of variation of the service time. */
  serviceScv: number
}

/**
 * The mean wait, in seconds, of `servers` with Poisson arrivals and any service time (M/G/c): within 5 % of the exact answers for
 * coefficients up to 4, and above it can be far too low (by a third at 20, three quarters at 100), where `allenCunneen` is the safe figure.
 * Throws OperatorError on impossible input and from a utilization of 1 on. Kimura 1986:
 * (1 + cs^2) / (2 cs^2 / Wq(M/M/c) + (1 - cs^2) / Wq(M/D/c)), with Wq(M/D/c) by Cosmetatos 1975.
 */
export function kimura(queue: ManyServers): number {
  const { serviceScv } = queue
  const exponential = exponentialWait(queue)
  return (
    (1 + serviceScv) /
    ((2 * serviceScv) / exponential + (1 - serviceScv) / (exponential * constantRatio(queue)))
  )
}

/**
 * The mean wait, in seconds, of `servers` with any arrivals and any service time (G/G/c): simple, and off by up to 37 % for Poisson
 * arrivals, where `kimura` is nearer. Throws as it does. Allen and Cunneen (Allen 1990): Wq(M/M/c) (ca^2 + cs^2) / 2.
 */
export function allenCunneen(queue: ManyServers & { arrivalScv: number }): number {
  assertNotNegative(queue.arrivalScv, 'The squared coefficient of variation of the arrivals')
  return (exponentialWait(queue) * (queue.arrivalScv + queue.serviceScv)) / 2
}

function exponentialWait({ servers, utilization, serviceSeconds, serviceScv }: ManyServers): number {
  assertCount(servers, 'The number of servers')
  assertPositive(utilization, 'The utilization')
  assertPositive(serviceSeconds, 'The service time')
  assertNotNegative(serviceScv, 'The squared coefficient of variation of the service time')
  const load = utilization * servers
  assertStable(load, servers)
  return (erlangC(servers, load) * serviceSeconds) / (servers - load)
}

/** Wq(M/D/c) / Wq(M/M/c). Cosmetatos 1975; below its range no more than in light traffic, where the first of c equal times ends after 1/(c + 1). */
function constantRatio({ servers, utilization }: ManyServers): number {
  const correction =
    ((1 - utilization) * (servers - 1) * (Math.sqrt(4 + 5 * servers) - 2)) / (16 * utilization * servers)
  return Math.min((1 + correction) / 2, servers / (servers + 1))
}

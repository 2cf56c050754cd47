import { assertPositive } from '../assert-station.ts'

/** Arrivals a second and the mean time that serving one takes. */
export interface Station {
  ratePerSecond: number
  serviceSeconds: number
}

/** Means of a queue in its steady state: of the wait alone, of wait and service, of those waiting and of all that are there. */
export interface QueueAnswer {
  /** Of each server, 0 to 1. */
  utilization: number
  waitSeconds: number
  responseSeconds: number
  queueLength: number
  inSystem: number
}

/** The load in Erlang that a station is offered. Throws OperatorError unless both numbers are finite and above 0. */
export function offeredLoad({ ratePerSecond, serviceSeconds }: Station): number {
  assertPositive(ratePerSecond, 'The rate')
  assertPositive(serviceSeconds, 'The service time')
  return ratePerSecond * serviceSeconds
}

/** What follows from the mean wait by Little's law, for a station of so many servers. */
export function answerOf(
  { ratePerSecond, serviceSeconds }: Station,
  servers: number,
  waitSeconds: number,
): QueueAnswer {
  const responseSeconds = waitSeconds + serviceSeconds
  return {
    utilization: (ratePerSecond * serviceSeconds) / servers,
    waitSeconds,
    responseSeconds,
    queueLength: ratePerSecond * waitSeconds,
    inSystem: ratePerSecond * responseSeconds,
  }
}

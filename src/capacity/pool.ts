import { OperatorError } from '../core/index.ts'
import { assertCount, assertNotNegative, assertPositive } from './assert-station.ts'
import { minimumServers } from './queues/index.ts'

/** Connections that a service needs of its database. */
export interface Pool {
  /** In use in the mean, of all pods: Little's law. */
  busy: number
  /** For each pod, so that the fraction waits no longer than the target. */
  perPod: number
  /** perPod x pods. */
  total: number
  /** Of each connection. */
  utilization: number
  /** The share that waits for no longer than the target. */
  achieved: number
  /** What the database has for it; null where it was not given. */
  available: number | null
  /** How many pods of this pool fit; null where the database was not given. */
  podsThatFit: number | null
}

/**
 * The connection pool of each of `pods` that share `ratePerSecond` evenly and hold a connection for `holdSeconds`: L = lambda W, and
 * the fewest c of P(W <= t) = 1 - C exp(-(c mu - lambda) t); the sum over pods against `maxConnections - reserved`. Throws OperatorError on
 * impossible input. Little 1961, Erlang 1917.
 */
export function pool(input: {
  ratePerSecond: number
  holdSeconds: number
  pods: number
  waitTargetSeconds: number
  /** Of those who may wait no longer, 0 to 1. */
  fraction: number
  maxConnections?: number
  reserved?: number
}): Pool {
  const {
    ratePerSecond,
    holdSeconds,
    pods,
    waitTargetSeconds,
    fraction,
    maxConnections,
    reserved = 0,
  } = input
  assertPositive(holdSeconds, 'The time that a connection is held')
  assertCount(pods, 'The number of pods')
  assertNotNegative(reserved, 'The reserved connections')
  if (maxConnections !== undefined) assertCount(maxConnections, 'The connections of the database')
  if (maxConnections !== undefined && reserved > maxConnections)
    throw new OperatorError({
      sentence: `${reserved} of ${maxConnections} connections cannot be reserved.`,
      hint: 'Reserve fewer, or let the database have more.',
    })
  const { servers, utilization, achieved } = minimumServers({
    ratePerSecond: ratePerSecond / pods,
    serviceSeconds: holdSeconds,
    waitTargetSeconds,
    fraction,
  })
  const available = maxConnections === undefined ? null : maxConnections - reserved
  return {
    busy: ratePerSecond * holdSeconds,
    perPod: servers,
    total: servers * pods,
    utilization,
    achieved,
    available,
    podsThatFit: available === null ? null : Math.max(0, Math.floor(available / servers)),
  }
}

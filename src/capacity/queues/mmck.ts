import { OperatorError } from '../../core/index.ts'
import { assertCount } from '../assert-station.ts'
import { finiteQueueTimes, type QueueTimes } from './finite-queue-times.ts'
import { offeredLoad, type QueueAnswer, type Station } from './station.ts'

/** Means and percentiles of an M/M/c/K: of those that were let in, and the share that was not. */
export interface MmckAnswer extends QueueAnswer, QueueTimes {
  /** The share of time in which nobody is there. */
  emptyProbability: number
  /** The share of arrivals that find it full and are turned away. */
  blockingProbability: number
  /** Of those let in. */
  effectiveRatePerSecond: number
}

/**
 * An M/M/c with room for `capacity` (K), those in service included; who comes when it is full is lost, so it is stable at any load. Throws
 * OperatorError on impossible input. p(n) ~ a^n / n! up to c, then times a/c each; who is let in finds n with p(n) / (1 - p(K)), and waits
 * for n - c + 1 ends of service. Gross and Harris, Fundamentals of Queueing Theory, 2.4.
 */
export function mmck(queue: Station & { servers: number; capacity: number }): MmckAnswer {
  const { ratePerSecond, serviceSeconds, servers, capacity } = queue
  assertCount(servers, 'The number of servers')
  assertCount(capacity, 'The capacity')
  if (capacity < servers)
    throw new OperatorError({
      sentence: `The capacity counts those in service too, so it must be at least the ${servers} servers, got ${capacity}.`,
      hint: 'Give the servers and the places to wait together.',
    })
  const load = offeredLoad(queue)
  const { empty, full, total, inSystem, queued, busy, letIn, free, logAllBusy } = states(
    load,
    servers,
    capacity,
  )
  const blockingProbability = full / total
  const effectiveRatePerSecond = ratePerSecond * (letIn / total)
  const queueLength = queued / total
  const waitSeconds = queueLength / effectiveRatePerSecond
  return {
    utilization: busy / total / servers,
    waitSeconds,
    responseSeconds: waitSeconds + serviceSeconds,
    queueLength,
    inSystem: inSystem / total,
    emptyProbability: empty / total,
    blockingProbability,
    effectiveRatePerSecond,
    ...finiteQueueTimes({
      servers,
      serviceSeconds,
      places: capacity - servers,
      free: free / letIn,
      logFirst: logAllBusy - Math.log(letIn),
      logRatio: Math.log(load / servers),
    }),
  }
}

/** Sums over all states, each weighed by a common multiple of its probability. */
function states(load: number, servers: number, capacity: number) {
  let weight = 1
  let logAllBusy = 0
  const sums = { empty: 1, full: 1, letIn: 1, total: 1, inSystem: 0, queued: 0, busy: 0, free: 1 }
  for (let here = 1; here <= capacity; here++) {
    weight *= load / Math.min(here, servers)
    sums.letIn = sums.total
    sums.total += weight
    sums.inSystem += here * weight
    sums.queued += Math.max(0, here - servers) * weight
    sums.busy += Math.min(here, servers) * weight
    if (here < servers) sums.free += weight
    if (here === servers) logAllBusy = Math.log(weight)
    if (weight < hugeWeight) continue
    weight /= hugeWeight
    if (here >= servers) logAllBusy -= Math.log(hugeWeight)
    sums.empty /= hugeWeight
    sums.total /= hugeWeight
    sums.letIn /= hugeWeight
    sums.inSystem /= hugeWeight
    sums.queued /= hugeWeight
    sums.busy /= hugeWeight
    sums.free /= hugeWeight
  }
  sums.full = weight
  return { ...sums, logAllBusy }
}

/** Weights above it are scaled down together: only their ratios count. */
const hugeWeight = 1e200

import { OperatorError } from '../../core/index.ts'
import { assertCount, assertStable } from '../assert-station.ts'
import { erlangC } from './erlang.ts'
import { kimura } from './mgc.ts'
import { mmc } from './mmc.ts'
import { offeredLoad, type Station } from './station.ts'
import { tailQuantile } from './tail-quantile.ts'
import { waitersTail } from './waiters-wait.ts'

/** A share of the service times that are all about `multiple` times their mean. */
export interface ServiceShare {
  multiple: number
  /** 0 to 1; all shares together are 1. */
  share: number
}

/** Mean wait and response of a shared queue, in seconds, and its percentiles. */
export interface SharedQueue {
  utilization: number
  waitSeconds: number
  responseSeconds: number
  /** The wait and service together that the share p (0 to 1) does not exceed. */
  responseAt(p: number): number
}

/**
 * Servers that share one queue, Poisson arrivals, service times of any shape: `null` is exponential, and exact (M/M/c). For others the mean
 * wait is Kimura's, as many wait at all as in M/M/c, their wait has the form of `waitersTail`, and the service comes on top of it. Throws OperatorError on impossible input, shares that are not 1 together, and where it is not stable.
 */
export function sharedQueue(
  queue: Station & { servers: number; shape: readonly ServiceShare[] | null },
): SharedQueue {
  const { serviceSeconds, servers, shape } = queue
  if (shape === null) return mmc(queue)
  assertCount(servers, 'The number of servers')
  const load = offeredLoad(queue)
  assertStable(load, servers)
  const scv = shapeScv(shape)
  const utilization = load / servers
  const waiting = erlangC(servers, load)
  const waitSeconds = kimura({ servers, utilization, serviceSeconds, serviceScv: scv })
  let waits: ((seconds: number) => number) | null = null
  const tail = (seconds: number): number => {
    waits ??= waitersTail({ shape, utilization, meanSeconds: waitSeconds / waiting })
    const waitsLonger = waits
    return shape.reduce((sum, { multiple, share }) => {
      const over = seconds - multiple * serviceSeconds
      return sum + share * (over < 0 ? 1 : waiting * waitsLonger(over))
    }, 0)
  }
  return {
    utilization,
    waitSeconds,
    responseSeconds: waitSeconds + serviceSeconds,
    responseAt: (p) => tailQuantile(tail, p, serviceSeconds),
  }
}

/** The squared coefficient of variation of service times. Throws OperatorError unless the shares are 1 together, with a mean of 1. */
export function shapeScv(shape: readonly ServiceShare[]): number {
  const sum = (of: (one: ServiceShare) => number): number =>
    shape.reduce((total, one) => total + one.share * of(one), 0)
  const [total, middle] = [sum(() => 1), sum(({ multiple }) => multiple)]
  if (
    Math.abs(total - 1) > 1e-6 ||
    Math.abs(middle - 1) > 1e-6 ||
    shape.some(({ multiple }) => !(multiple >= 0))
  )
    throw new OperatorError({
      sentence: `The shares of service times must be 1 together with a mean of 1, got ${total} with ${middle}.`,
      hint: 'Divide the times by their mean, and the counts by their sum.',
    })
  return Math.max(0, sum(({ multiple }) => multiple * multiple) - 1)
}

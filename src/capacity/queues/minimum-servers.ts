import { OperatorError } from '../../core/index.ts'
import { assertNotNegative, assertPositive, assertShare } from '../assert-station.ts'
import { nextErlangB, waitingShare } from './erlang.ts'

/** What has to be served, and how long `fraction` of it may wait at most. */
export interface WaitTarget {
  ratePerSecond: number
  serviceSeconds: number
  waitTargetSeconds: number
  /** 0 to 1, ends excluded. */
  fraction: number
}

/** The servers, the share that waits at all, how busy they are, and the share that waits no longer than the target. */
export interface StaffedServers {
  servers: number
  erlangC: number
  utilization: number
  achieved: number
}

/**
 * The fewest servers of an M/M/c of which `fraction` wait no longer than the target: P(W <= t) = 1 - C exp(-(c mu - lambda) t). Throws
 * OperatorError on impossible input, and where it would take more than a hundred million of them. Erlang 1917.
 */
export function minimumServers(target: WaitTarget): StaffedServers {
  const { ratePerSecond, serviceSeconds, waitTargetSeconds, fraction } = target
  assertPositive(ratePerSecond, 'The rate')
  assertPositive(serviceSeconds, 'The service time')
  assertNotNegative(waitTargetSeconds, 'The longest wait')
  assertShare(fraction, 'The fraction')
  const load = ratePerSecond * serviceSeconds
  if (!(load < mostServers))
    throw new OperatorError({
      sentence: `${load} servers' work is more than can be planned for.`,
      hint: 'Give a lower rate or a shorter service time.',
    })
  let blocking = 1
  for (let servers = 1; ; servers++) {
    blocking = nextErlangB(blocking, servers, load)
    if (servers <= load) continue
    const waiting = waitingShare(blocking, servers, load)
    const achieved = 1 - waiting * Math.exp((-(servers - load) * waitTargetSeconds) / serviceSeconds)
    if (achieved >= fraction) return { servers, erlangC: waiting, utilization: load / servers, achieved }
  }
}

const mostServers = 1e8

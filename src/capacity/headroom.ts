import { assertNotNegative, assertPositive, assertShare } from './assert-station.ts'

/** How far a load is from what is allowed. */
export interface Headroom {
  /** Load / capacity. */
  utilization: number
  /** The load at which `target` is reached, a second. */
  allowedPerSecond: number
  /** allowed / load - 1: below 0 where it is past; null without a load. */
  growthLeft: number | null
  /** Days until then at the growth given; 0 where it is past, null where it never comes. */
  daysLeft: number | null
}

/**
 * What is left of a measured capacity (goodput at the SLO, not throughput at saturation) up to a target utilization, and for how long at a
 * compound growth a month. Throws OperatorError on impossible input. allowed = target x capacity, days = ln(allowed / load) / ln(1 + growth) x
 * 30.4375. Beyer and others, Site Reliability Engineering, 2016, chapter 18.
 */
export function headroom(input: {
  loadPerSecond: number
  capacityPerSecond: number
  targetUtilization: number
  growthPerMonth?: number
}): Headroom {
  const { loadPerSecond, capacityPerSecond, targetUtilization, growthPerMonth = 0 } = input
  assertNotNegative(loadPerSecond, 'The load')
  assertPositive(capacityPerSecond, 'The capacity')
  assertTarget(targetUtilization)
  assertNotNegative(growthPerMonth, 'The growth a month')
  const allowedPerSecond = capacityPerSecond * targetUtilization
  return {
    utilization: loadPerSecond / capacityPerSecond,
    allowedPerSecond,
    growthLeft: loadPerSecond === 0 ? null : allowedPerSecond / loadPerSecond - 1,
    daysLeft: daysUntil(allowedPerSecond, loadPerSecond, growthPerMonth),
  }
}

function assertTarget(share: number): void {
  assertShare(share, 'The target utilization', 'both')
  assertPositive(share, 'The target utilization')
}

function daysUntil(allowed: number, load: number, growthPerMonth: number): number | null {
  if (load >= allowed) return 0
  if (load === 0 || growthPerMonth === 0) return null
  return (Math.log(allowed / load) / Math.log1p(growthPerMonth)) * daysAMonth
}

/** 365.25 / 12 */
const daysAMonth = 30.4375

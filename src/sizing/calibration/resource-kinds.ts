import type { Quantity, Unit } from '../../core/index.ts'
import type { MeasuredCosts } from '../demand-model.ts'
import type { CalibratedResource, PerName } from './calibration-points.ts'

/** How a resource is fitted, and what comes of it. */
export interface ResourceKind {
  resource: CalibratedResource
  title: string
  /** Of what is measured. */
  unit: Unit
  /** What its unit cost is for. */
  per: PerName
  cost: keyof MeasuredCosts
  /** What the cost is called, and a bare number of it. */
  costTitle: string
  costUnit: Unit
  /** What is measured without any work, where a profile has room for it. */
  base?: keyof MeasuredCosts
  /** It may shrink. */
  mayFall?: true
}

const secondsADay = 86_400

/** The resources of the demand model, in its order. */
export const resourceKinds: readonly ResourceKind[] = [
  {
    resource: 'cpu',
    title: 'CPU',
    unit: 'cores',
    per: 'scans',
    cost: 'cpuSecondsPerScan',
    costTitle: 'CPU-seconds per scan',
    costUnit: 'seconds',
  },
  {
    resource: 'memory',
    title: 'Memory',
    unit: 'bytes',
    per: 'users',
    cost: 'memoryPerUserBytes',
    costTitle: 'Memory per user',
    costUnit: 'bytes',
    base: 'baseMemoryBytes',
  },
  {
    resource: 'storage',
    title: 'Storage growth',
    unit: 'bytes-per-second',
    per: 'scans',
    cost: 'storagePerDayBytes',
    costTitle: 'Written per day',
    costUnit: 'bytes',
    mayFall: true,
  },
  {
    resource: 'network',
    title: 'Network',
    unit: 'bits-per-second',
    per: 'scans',
    cost: 'networkPerScanBits',
    costTitle: 'Mbit per scan',
    costUnit: 'count',
  },
]

/** The kind of a resource. */
export function kindOf(resource: CalibratedResource): ResourceKind | undefined {
  return resourceKinds.find((kind) => kind.resource === resource)
}

/** `CPU`. */
export function titleOf(resource: CalibratedResource): string {
  return kindOf(resource)?.title ?? resource
}

/** A unit cost as it is shown: bits of a scan in Mbit. */
export function shownCost({ resource, costUnit }: ResourceKind, cost: Quantity): Quantity {
  if (resource !== 'network') return { ...cost, unit: costUnit }
  const { value, low, high, ...rest } = cost
  return {
    ...rest,
    value: value / 1e6,
    unit: costUnit,
    ...(low === undefined ? {} : { low: low / 1e6 }),
    ...(high === undefined ? {} : { high: high / 1e6 }),
  }
}

/** What grows in a second, in a day. */
export function aDay(perSecond: number): number {
  return perSecond * secondsADay
}

import type { TargetUtilization, UnitCosts } from '../core/index.ts'
import { counted, formatQuantity } from '../report/index.ts'
import { assertNeed, type Need } from './need.ts'
import { assertWorkload, type Workload } from './workload.ts'

/** Unit costs with nothing missing. */
export type MeasuredCosts = Required<Omit<UnitCosts, 'source'>>

/** House values for the share of each resource that a plan may use, where a profile states none. */
export const defaultTargets: TargetUtilization = { cpu: 0.7, memory: 0.8, storage: 0.8, network: 0.7 }

/** The flag that supplies each unit cost. */
export const unitCostFlags: Record<keyof MeasuredCosts, string> = {
  cpuSecondsPerScan: '--cpu-seconds-per-scan',
  memoryPerUserBytes: '--memory-per-user',
  baseMemoryBytes: '--base-memory',
  storagePerDayBytes: '--gb-per-day',
  networkPerScanBits: '--mbit-per-scan',
}

const unitCostKeys = Object.keys(unitCostFlags) as (keyof MeasuredCosts)[]

/** The unit costs that nobody measured yet. */
export function missingCosts(costs: UnitCosts): (keyof MeasuredCosts)[] {
  return unitCostKeys.filter((key) => costs[key] === undefined)
}

/** `costs` when every one of them is measured, otherwise null. */
export function measuredCosts(costs: UnitCosts): MeasuredCosts | null {
  const { cpuSecondsPerScan, memoryPerUserBytes, baseMemoryBytes, storagePerDayBytes, networkPerScanBits } =
    costs
  const whole =
    cpuSecondsPerScan !== undefined &&
    memoryPerUserBytes !== undefined &&
    baseMemoryBytes !== undefined &&
    storagePerDayBytes !== undefined &&
    networkPerScanBits !== undefined
  return whole
    ? { cpuSecondsPerScan, memoryPerUserBytes, baseMemoryBytes, storagePerDayBytes, networkPerScanBits }
    : null
}

/**
 * What a workload takes by the utilisation law U = X x D (Denning and Buzen, 1978): throughput times service demand,
 * divided by the share of the resource that the plan may use. Throws OperatorError on an impossible workload.
 */
export function demandNeed(
  workload: Workload,
  costs: MeasuredCosts,
  targets: TargetUtilization = defaultTargets,
): Need {
  const { scansPerHour, concurrentUsers, dataRetentionDays } = assertWorkload(workload)
  const scansPerSecond = scansPerHour / 3600
  return assertNeed({
    cpuCores: tidy((scansPerSecond * costs.cpuSecondsPerScan) / targets.cpu),
    memoryBytes: tidy((costs.baseMemoryBytes + concurrentUsers * costs.memoryPerUserBytes) / targets.memory),
    storageBytes: tidy((costs.storagePerDayBytes * dataRetentionDays) / targets.storage),
    networkBitsPerSecond: tidy((scansPerSecond * costs.networkPerScanBits) / targets.network),
  })
}

/** Binary rounding makes 2.1 / 0.7 a hair more than the 3 cores that a tier has. */
function tidy(value: number): number {
  return Number(value.toPrecision(15))
}

/** How the utilisation law comes to each number, with its inputs. */
export function demandBecause(
  workload: Workload,
  costs: MeasuredCosts,
  targets: TargetUtilization,
): Record<keyof Need, string> {
  const scans = `${counted(workload.scansPerHour, 'scan')} an hour`
  const bytes = (value: number) => formatQuantity({ value, unit: 'bytes' })
  const share = (ratio: number) => formatQuantity({ value: ratio, unit: 'ratio' })
  const busyCores = (workload.scansPerHour / 3600) * costs.cpuSecondsPerScan
  return {
    cpuCores: `${scans} x ${shown(costs.cpuSecondsPerScan)} CPU-seconds = ${formatQuantity({ value: busyCores, unit: 'cores' })} busy, at most ${share(targets.cpu)} used`,
    memoryBytes: `${bytes(costs.baseMemoryBytes)} base + ${counted(workload.concurrentUsers, 'user')} x ${bytes(costs.memoryPerUserBytes)}, at most ${share(targets.memory)} used`,
    storageBytes: `${bytes(costs.storagePerDayBytes)} a day x ${counted(workload.dataRetentionDays, 'day')}, at most ${share(targets.storage)} used`,
    networkBitsPerSecond: `${scans} x ${shown(costs.networkPerScanBits / 1e6)} Mbit, at most ${share(targets.network)} used`,
  }
}

/** What was measured has more digits than anybody reads. */
function shown(value: number): number {
  return Number(value.toPrecision(6))
}

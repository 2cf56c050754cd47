import { type Redundancy, type RedundantFleet, redundantFleet } from '../capacity/index.ts'
import { OperatorError, type Shape } from '../core/index.ts'
import { formatQuantity } from '../report/index.ts'

/** What has to be spread over instances, in base units. */
export interface SpreadLoad {
  cpuCores: number
  /** Memory that is shared out over the instances. */
  sharedMemoryBytes: number
  /** Memory that every instance pays for itself. */
  memoryPerInstanceBytes: number
}

export interface InstancePlan extends RedundantFleet {
  shape: Shape
  zones: number
  spare: number
  /** Instances by CPU and by memory, before rounding and redundancy. */
  byCpu: number
  byMemory: number
  binding: 'cpu' | 'memory'
  because: string
}

/** How many instances of `shape` carry `load` after the planned loss. Throws OperatorError when one cannot even hold its own base memory. */
export function planInstances(load: SpreadLoad, shape: Shape, redundancy: Redundancy): InstancePlan {
  const usableBytes = shape.memoryBytes - load.memoryPerInstanceBytes
  if (usableBytes <= 0) {
    throw new OperatorError({
      sentence: `An instance cannot hold its own base memory of ${bytes(load.memoryPerInstanceBytes)}, in --instance or the profile's quota.container, got ${bytes(shape.memoryBytes)}.`,
      hint: 'Choose a shape with more memory.',
    })
  }
  const byCpu = load.cpuCores / shape.cpuCores
  const byMemory = load.sharedMemoryBytes / usableBytes
  const binding = byCpu >= byMemory ? 'cpu' : 'memory'
  const fleet = redundantFleet(Math.max(byCpu, byMemory), redundancy)
  const plan = {
    ...fleet,
    shape,
    zones: redundancy.zones,
    spare: redundancy.spare,
    byCpu,
    byMemory,
    binding,
  } as const
  return { ...plan, because: explain(plan) }
}

function explain(plan: Omit<InstancePlan, 'because'>): string {
  const needed = formatQuantity({ value: Math.max(plan.byCpu, plan.byMemory), unit: 'count' })
  const start = `${needed} instances by ${plan.binding === 'cpu' ? 'CPU' : 'memory'}`
  if (plan.zones > 1) {
    return plan.spare === 0
      ? `${start}, spread over ${plan.zones} zones: ${plan.perZone} in each; no zone may fail`
      : `${start}, to be carried by ${plan.zones - plan.spare} of ${plan.zones} zones: ${plan.perZone} in each`
  }
  return plan.spare === 0
    ? `${start}, rounded up; none may fail`
    : `${start}, rounded up, and ${plan.spare} that may fail`
}

function bytes(value: number): string {
  return formatQuantity({ value, unit: 'bytes' })
}

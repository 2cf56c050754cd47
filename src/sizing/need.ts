import { OperatorError, type Quantity, quantity, type Tier, type Unit } from '../core/index.ts'

/** What a workload takes, in base units. */
export interface Need {
  cpuCores: number
  memoryBytes: number
  storageBytes: number
  networkBitsPerSecond: number
}

/** The same with units, as results carry it. */
export type NeedQuantities = Record<keyof Need, Quantity>

export interface Resource {
  key: keyof Need
  /** Key in `host` verdicts and in target utilisations. */
  name: 'cpu' | 'memory' | 'storage' | 'network'
  title: string
  unit: Unit
}

/** The four resources that a size speaks of, in the order in which they are shown. */
export const resources: readonly Resource[] = [
  { key: 'cpuCores', name: 'cpu', title: 'CPU', unit: 'cores' },
  { key: 'memoryBytes', name: 'memory', title: 'Memory', unit: 'bytes' },
  { key: 'storageBytes', name: 'storage', title: 'Storage', unit: 'bytes' },
  { key: 'networkBitsPerSecond', name: 'network', title: 'Network', unit: 'bits-per-second' },
]

/** `need`, or an OperatorError where a workload is so large that a number of it overflowed. */
export function assertNeed<N extends object>(need: N): N {
  const overflown = Object.entries(need).find(([, value]) => !Number.isFinite(value))
  if (overflown === undefined) return need
  throw new OperatorError({
    sentence: `The workload is too large to be sized, got ${overflown[1]} for ${overflown[0]}.`,
    hint: 'Give a smaller workload, or correct the unit costs and factors.',
  })
}

/** `need` as quantities. */
export function withUnits(need: Need): NeedQuantities {
  return {
    cpuCores: quantity(need.cpuCores, 'cores'),
    memoryBytes: quantity(need.memoryBytes, 'bytes'),
    storageBytes: quantity(need.storageBytes, 'bytes'),
    networkBitsPerSecond: quantity(need.networkBitsPerSecond, 'bits-per-second'),
  }
}

/** The resources of `need` that `capacity` does not hold; a resource that `capacity` does not state is not compared. */
export function shortages(need: Need, capacity: Partial<Need> | Tier): Resource[] {
  return resources.filter(({ key }) => need[key] > (capacity[key] ?? Number.POSITIVE_INFINITY))
}

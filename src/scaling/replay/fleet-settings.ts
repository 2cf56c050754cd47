import type { HpaSettings } from '../hpa/index.ts'

/** How a workload is set: what a pod asks for and may have, and how many there are. */
export interface FleetSettings {
  cpuRequestMilli: number
  /** Null: none, so that a pod may use what its node has left. */
  cpuLimitMilli: number | null
  memoryRequestBytes: number
  memoryLimitBytes: number | null
  /** At the start, and throughout without an autoscaler. */
  replicas: number
  autoscaler: FleetAutoscaler | null
}

/** By what it scales: CPU of what is requested, or requests in flight of what a pod can work on at once. */
export type FleetAutoscaler = HpaSettings & { metric: 'cpu' | 'in-flight' }

/** When a pod has too much to do. */
export interface FleetLimits {
  /** Of so many pods, those that are counted on: the others may be lost. All of them where it is left out. */
  staying?: (pods: number) => number
  /** The share of the requested CPU up to which requests are answered in time, by how many pods carry them. */
  busyAtMost: (pods: number) => number
  /** Requests that a pod can work on at once; null where nothing but CPU limits it. */
  slotsPerPod: number | null
  /** From a new pod's creation until it is ready. */
  startSeconds: number
  /** How old what the autoscaler sees is. */
  metricDelaySeconds: number
}

/** What a core and a GiB cost for a month. */
export interface FleetPrices {
  corePerMonth: number
  gibPerMonth: number
}

const gib = 2 ** 30

/** What a pod costs for a month: its requests, since they are what nobody else can have. */
export function podPrice(
  settings: Pick<FleetSettings, 'cpuRequestMilli' | 'memoryRequestBytes'>,
  prices: FleetPrices,
): number {
  return (
    (settings.cpuRequestMilli / 1000) * prices.corePerMonth +
    (settings.memoryRequestBytes / gib) * prices.gibPerMonth
  )
}

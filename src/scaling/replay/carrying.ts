import type { FleetLimits, FleetSettings } from './fleet-settings.ts'

/** What so many ready pods carry before they have too much to do. */
export interface Carried {
  pods: number
  cores: number
  /** Requests at once. */
  slots: number
  /** What they can use at the very most. */
  mostCores: number
}

/** By how many pods are ready. */
export function carrying(
  { cpuRequestMilli, cpuLimitMilli }: Pick<FleetSettings, 'cpuRequestMilli' | 'cpuLimitMilli'>,
  { staying, busyAtMost, slotsPerPod }: FleetLimits,
): (pods: number) => Carried {
  return (pods) => {
    const counted = staying === undefined ? pods : staying(pods)
    return {
      pods,
      cores: ((counted * cpuRequestMilli) / 1000) * busyAtMost(counted) + 1e-9,
      slots: slotsPerPod === null ? Number.POSITIVE_INFINITY : counted * slotsPerPod,
      mostCores: (pods * (cpuLimitMilli ?? Number.POSITIVE_INFINITY)) / 1000,
    }
  }
}

import type { Redundancy } from '../../capacity/index.ts'
import type { FleetLimits } from '../replay/index.ts'

/** Limits that still hold after the planned loss: those who stay carry what all carried. */
export function afterLoss(limits: FleetLimits, { spare, zones }: Redundancy): FleetLimits {
  if (spare === 0) return limits
  const staying = (pods: number): number =>
    Math.max(0, pods - (zones === 1 ? spare : spare * Math.ceil(pods / zones)))
  return {
    ...limits,
    busyAtMost: (pods) => (pods === 0 ? 0 : (limits.busyAtMost(staying(pods)) * staying(pods)) / pods),
  }
}

/** The fewest pods of a size that are not too busy with so many cores and requests in flight; null beyond a million. */
export function podsNeeded(
  want: { cores: number; inFlight: number },
  podCores: number,
  limits: FleetLimits,
): number | null {
  const bySlots = limits.slotsPerPod === null ? 1 : Math.ceil(want.inFlight / limits.slotsPerPod - 1e-9)
  const holds = (pods: number): boolean => want.cores <= pods * podCores * limits.busyAtMost(pods) + 1e-9
  let good = Math.max(1, bySlots)
  let bad = good - 1
  while (!holds(good)) {
    bad = good
    good *= 2
    if (good > mostPods) return null
  }
  while (good - bad > 1) {
    const middle = Math.floor((good + bad) / 2)
    if (holds(middle)) good = middle
    else bad = middle
  }
  return good
}

const mostPods = 1_000_000

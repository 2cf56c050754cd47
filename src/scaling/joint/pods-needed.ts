import type { Redundancy } from '../../capacity/index.ts'
import type { FleetLimits } from '../replay/index.ts'
import type { LoadLevels } from './load-levels.ts'

const mostPods = 1_000_000

/** Limits that still hold after the planned loss: those who stay carry what all carried. */
export function afterLoss(limits: FleetLimits, { spare, zones }: Redundancy): FleetLimits {
  if (spare === 0) return limits
  return {
    ...limits,
    staying: (pods) => Math.max(0, pods - (zones === 1 ? spare : spare * Math.ceil(pods / zones))),
  }
}

/** The fewest pods of a size that are not too busy with so many cores and requests in flight; null beyond a million. */
export function podsNeeded(want: LoadLevels, podCores: number, limits: FleetLimits): number | null {
  const holds = (pods: number): boolean => {
    const carrying = limits.staying === undefined ? pods : limits.staying(pods)
    const slots = limits.slotsPerPod === null ? Number.POSITIVE_INFINITY : carrying * limits.slotsPerPod
    return (
      want.cores <= carrying * podCores * limits.busyAtMost(carrying) + 1e-9 && want.inFlight <= slots + 1e-9
    )
  }
  let [bad, good] = [0, 1]
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

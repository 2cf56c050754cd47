import type { FleetLoad, FleetSettings } from '../replay/index.ts'
import type { JointGoal } from './joint-goal.ts'
import { mostOf } from './wanted-load.ts'

const ladder = [
  50, 100, 150, 200, 250, 300, 400, 500, 750, 1000, 1500, 2000, 3000, 4000, 6000, 8000, 12_000, 16_000,
  24_000, 32_000,
]
/** A pod is not made larger or smaller by more than this at once: nobody has seen it at such a size. */
const mostChange = 4

/** What a pod requests now, or where nobody set that the most that one was seen to use, as a size that the cluster allows. */
export function presentSize(load: FleetLoad, current: FleetSettings, { bounds }: JointGoal): number {
  const now = current.cpuRequestMilli > 0 ? current.cpuRequestMilli : roundedUp(usedByOne(load, current))
  return Math.max(bounds.leastCpuMilli, Math.min(bounds.mostCpuMilli, now))
}

/**
 * Other sizes to try, in thousandths of a core: rounded ones near the present one that the cluster allows. None is larger than twice the most
 * that a pod was seen to use, since nobody knows whether it can use more.
 */
export function otherSizes(load: FleetLoad, current: FleetSettings, goal: JointGoal): number[] {
  const { bounds } = goal
  const now = presentSize(load, current, goal)
  const most = Math.min(
    bounds.mostCpuMilli,
    Math.max(now, Math.min(now * mostChange, usedByOne(load, current) * 2)),
  )
  return ladder.filter(
    (size) => size !== now && size >= bounds.leastCpuMilli && size >= now / mostChange && size <= most,
  )
}

function usedByOne(load: FleetLoad, current: FleetSettings): number {
  return (mostOf(load.cores) * 1000) / Math.max(1, current.replicas)
}

function roundedUp(milli: number): number {
  return ladder.find((size) => size >= milli) ?? milli
}

import type { FleetLoad, FleetSettings } from '../replay/index.ts'
import type { JointGoal } from './joint-goal.ts'
import { mostOf } from './wanted-load.ts'

const ladder = [
  50, 100, 150, 200, 250, 300, 400, 500, 750, 1000, 1500, 2000, 3000, 4000, 6000, 8000, 12_000, 16_000,
  24_000, 32_000,
]
/** A pod is not made larger or smaller by more than this at once: nobody has seen it at such a size. */
const mostChange = 4

/**
 * Sizes to try, in thousandths of a core: the present one, and rounded ones near it that the cluster allows. None is larger than twice the most
 * that a pod was seen to use, since nobody knows whether it can use more.
 */
export function podSizes(load: FleetLoad, current: FleetSettings, { bounds }: JointGoal): number[] {
  const now = Math.max(1, current.cpuRequestMilli)
  const usedByOne = (mostOf(load.cores) * 1000) / Math.max(1, current.replicas)
  const most = Math.min(bounds.mostCpuMilli, Math.max(now, Math.min(now * mostChange, usedByOne * 2)))
  const within = (size: number): boolean => size >= bounds.leastCpuMilli && size <= most
  const near = ladder.filter((size) => size >= now / mostChange && within(size))
  const own = Math.max(bounds.leastCpuMilli, Math.min(bounds.mostCpuMilli, now))
  return [...new Set([own, ...near])].toSorted((a, b) => a - b)
}

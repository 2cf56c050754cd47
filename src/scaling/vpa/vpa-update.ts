import type { Resources, VpaRecommendation } from './vpa-recommend.ts'

/** A pod as the updater sees it. */
export interface VpaPod {
  request: Resources
  ageSeconds: number
  /** Seconds from its start to a kill for want of memory, where one happened. */
  oomAfterSeconds?: number | null
}

const oldSeconds = 12 * 3600
const quickOomSeconds = 600
const leastChange = 0.1

/**
 * Whether the updater would evict a pod, and why: outside the bounds, or old enough and changed by a tenth, or killed soon after its start.
 * Source: kubernetes/autoscaler, vertical-pod-autoscaler/pkg/updater/priority/update_priority_calculator.go.
 */
export function vpaUpdates(
  { request, ageSeconds, oomAfterSeconds }: VpaPod,
  { target, lowerBound, upperBound }: VpaRecommendation,
): { evicts: boolean; because: string } {
  const keys = ['cpuMilli', 'memoryBytes'] as const
  const isOutside = keys.some((key) => request[key] < lowerBound[key] || request[key] > upperBound[key])
  const total = keys.reduce(
    (sum, key) => sum + (request[key] > 0 ? Math.abs(target[key] - request[key]) / request[key] : 1),
    0,
  )
  const isQuickOom = typeof oomAfterSeconds === 'number' && oomAfterSeconds < quickOomSeconds
  if (isOutside) return { evicts: true, because: 'a request lies outside the bounds' }
  if (isQuickOom && total > 0)
    return { evicts: true, because: 'it was killed for want of memory within 10 minutes of its start' }
  if (ageSeconds < oldSeconds)
    return { evicts: false, because: 'it is younger than 12 h and its requests lie within the bounds' }
  if (total < leastChange)
    return { evicts: false, because: 'its requests would change by less than a tenth in all' }
  return { evicts: true, because: 'it is older than 12 h and its requests would change by a tenth or more' }
}

import { usualTolerance } from '../hpa/index.ts'
import type { FleetLoad } from '../replay/index.ts'

const day = 86_400

/** What an autoscaler follows, and how. */
export interface Follower {
  /** Of all pods: cores, or requests in flight. */
  used: Float64Array
  /** What one pod requests of it. */
  request: number
  targetUtilization: number
  minReplicas: number
  maxReplicas: number
  everySeconds: number
  metricDelaySeconds: number
  /** Until a new pod works. */
  startSeconds: number
}

/**
 * What an autoscaler with the usual rules takes at the very least: a count stays only while its whole per cent of use are within the tolerance of the
 * target, and up it goes by as much again at each look. (Of a count that falls far it may be one look less, since it goes by whole per cent.) Nothing is
 * known where pods take longer to start than there is between two looks, or where a step belongs to two days.
 */
export function followerAtLeast(
  { stepSeconds }: Pick<FleetLoad, 'stepSeconds'>,
  follower: Follower,
): (from: number) => number {
  const { used, request, targetUtilization, minReplicas, maxReplicas } = follower
  const looks = Math.max(1, Math.round(stepSeconds / follower.everySeconds))
  const apart = stepSeconds / looks
  const perDay = Math.round(day / stepSeconds)
  if (follower.startSeconds > apart || perDay * stepSeconds !== day) return () => 0
  const most = Math.floor(targetUtilization * (1 + usualTolerance.up)) + 1
  const faster = 2 ** looks
  const kept = new Float64Array(Math.ceil(used.length / perDay) + 1)
  const perUse = 100 / (request * most)
  let reached = minReplicas
  // What is used is seen later, and followed after that: the last steps may have no effect.
  const steps = used.length - Math.ceil((Math.round(follower.metricDelaySeconds / apart) + 1) / looks)
  for (let today = 0; today * perDay < steps; today += 1) {
    const end = Math.min(steps, (today + 1) * perDay)
    let pods = 0
    for (let step = today * perDay; step < end; step += 1) {
      // Where nothing is known nothing is said; a number as large as this is cut to it first.
      let wanted = ((used[step] as number) * perUse + 1) | 0
      if (wanted < minReplicas) wanted = minReplicas
      else if (wanted > maxReplicas) wanted = maxReplicas
      if (wanted <= reached) {
        pods += wanted
        reached = wanted
      } else {
        pods += wanted < reached * 2 ? wanted : reached * 2
        reached = wanted < reached * faster ? wanted : reached * faster
      }
    }
    kept[today] = pods * stepSeconds
  }
  for (let today = kept.length - 2; today >= 0; today -= 1)
    kept[today] = (kept[today] as number) + (kept[today + 1] as number)
  return (from) => kept[Math.min(from, kept.length - 1)] as number
}

import type { HpaSettings } from './settings.ts'

/** What a usage asks of equal pods, before windows, rates and bounds. */
export function desiredReplicas(
  settings: HpaSettings,
  replicas: number,
  ready: number,
  usageMilli: number,
  requestMilli: number,
): number {
  if (ready === 0 || requestMilli === 0) return replicas
  const percent = Math.floor((usageMilli * 100) / (ready * requestMilli))
  if (percent <= settings.targetUtilization || ready === replicas)
    return askedAt(settings, percent, ready, replicas)
  // The unready ones count as idle, so that what was just added is not added again.
  const cautious = Math.floor((usageMilli * 100) / (replicas * requestMilli))
  if (cautious < settings.targetUtilization) return replicas
  return Math.max(replicas, askedAt(settings, cautious, replicas, replicas))
}

/** What so many pods ask for that use whole per cent of their requests; `kept` within the tolerance. */
export function askedAt(
  { targetUtilization, tolerance }: HpaSettings,
  percent: number,
  pods: number,
  kept: number,
): number {
  const ratio = percent / targetUtilization
  if (1 - tolerance.down <= ratio && ratio <= 1 + tolerance.up) return kept
  return Math.ceil(ratio * pods)
}

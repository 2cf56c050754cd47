import type { HpaSettings } from '../hpa/index.ts'

/**
 * The counts that the autoscaler would leave as they are under a load: those within its tolerance, and those that rounding up brings back to
 * themselves. Null where there is none within its bounds.
 */
export function stableBand(
  usageMilli: number,
  requestMilli: number,
  { minReplicas, maxReplicas, targetUtilization, tolerance }: HpaSettings,
): { least: number; most: number } | null {
  const keeps = (replicas: number): boolean => {
    const ratio = Math.floor((usageMilli * 100) / (replicas * requestMilli)) / targetUtilization
    if (1 - tolerance.down <= ratio && ratio <= 1 + tolerance.up) return true
    const wanted = Math.max(minReplicas, Math.min(maxReplicas, Math.ceil(ratio * replicas)))
    return wanted === replicas
  }
  const exact = (usageMilli * 100) / (requestMilli * targetUtilization)
  const around = 2 + Math.ceil(exact / (1 - Math.min(0.9, tolerance.down)))
  const from = Math.max(minReplicas, Math.floor(exact / (1 + tolerance.up)) - 2, 1)
  const kept = Array.from(
    { length: Math.max(0, Math.min(maxReplicas, around) - from) + 1 },
    (_, index) => from + index,
  ).filter(keeps)
  const [least, most] = [kept[0], kept.at(-1)]
  return least === undefined || most === undefined ? null : { least, most }
}

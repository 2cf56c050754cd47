import type { HpaReplicas } from './replicas.ts'

/** What all metrics together ask for. */
export interface HpaDesired {
  replicas: number
  /** Of the metric that decided. */
  because: string
}

/**
 * The most that any metric asks for; one that fails blocks scaling down but not up; outside the bounds the count is cut to them before any
 * metric is looked at. Source: horizontal.go, computeReplicasForMetrics and reconcileAutoscaler.
 */
export function hpaDesired(input: {
  currentReplicas: number
  minReplicas: number
  maxReplicas: number
  metrics: readonly HpaReplicas[]
}): HpaDesired {
  const { currentReplicas, minReplicas, maxReplicas, metrics } = input
  if (currentReplicas > maxReplicas)
    return { replicas: maxReplicas, because: `more than the maximum of ${maxReplicas}` }
  if (currentReplicas < minReplicas)
    return { replicas: minReplicas, because: `fewer than the minimum of ${minReplicas}` }
  let most: HpaDesired | null = null
  const failed: string[] = []
  for (const metric of metrics) {
    if ('error' in metric) failed.push(metric.error)
    else if (most === null || metric.replicas > most.replicas) most = metric
  }
  if (most === null || (failed.length > 0 && most.replicas < currentReplicas))
    return {
      replicas: currentReplicas,
      because:
        failed.length === 0
          ? 'no metric was given'
          : `a metric failed (${failed.join('; ')}), so nothing is taken away`,
    }
  return { replicas: most.replicas, because: most.because }
}

import { stableBand } from '../joint/index.ts'
import type { FleetSettings } from '../replay/index.ts'

/** How a workload was at a moment, or over a while. */
export interface WorkloadLook {
  /** Pods that are ready. */
  pods: number
  /** Of all pods together, in the mean. */
  cores: number
  /** Of the fullest pod, at most. */
  memoryBytes: number
  /** Restarts of containers since the first look. */
  restarts: number
}

/** One figure that a change was to bring about. */
export interface VerifiedFigure {
  what: 'pods' | 'busy' | 'memory' | 'restarts'
  before: number
  /** What was predicted, at least and at most. */
  least: number
  most: number
  seen: number
  holds: boolean
}

/** Whether a workload went the predicted way. */
export interface Verified {
  name: string
  figures: VerifiedFigure[]
  holds: boolean
  /** The load changed so much meanwhile that the figures were predicted for what it is now. */
  loadChange: number
}

/** The HPA sees the load of half a minute ago. */
const bandPods = 1
/** What Kubernetes waits before it takes pods away, where nothing else is set. */
const usualDownSeconds = 300

/**
 * Compares what was seen after a change with what was predicted from the load that was seen after it: as many ready pods as the autoscaler keeps
 * at that load (or as were set), as busy as that makes them and no busier than allowed, memory within the request, and no restarts.
 */
export function verified(
  name: string,
  settings: { now: FleetSettings; proposed: FleetSettings },
  looks: { before: WorkloadLook; after: WorkloadLook; seconds: number },
  busyAtMost: (pods: number) => number,
): Verified {
  const { now, proposed } = settings
  const { before, after } = looks
  const request = proposed.cpuRequestMilli / 1000
  const [least, band] = podsPredicted(proposed, after.cores)
  const downSeconds = proposed.autoscaler?.scaleDown?.stabilizationWindowSeconds ?? usualDownSeconds
  // Surplus pods are still there until then.
  const most =
    proposed.autoscaler !== null && looks.seconds <= downSeconds ? Math.max(band, before.pods) : band
  const busy = (cores: number, pods: number, each: number): number =>
    pods * each === 0 ? 0 : cores / (pods * each)
  const figure = (
    what: VerifiedFigure['what'],
    was: number,
    from: number,
    to: number,
    seen: number,
  ): VerifiedFigure => ({
    what,
    before: was,
    least: from,
    most: to,
    seen,
    holds: seen >= from && seen <= to,
  })
  const figures = [
    figure('pods', before.pods, least, most, after.pods),
    figure(
      'busy',
      busy(before.cores, before.pods, now.cpuRequestMilli / 1000),
      0,
      Math.max(busyAtMost(Math.max(1, after.pods)), (proposed.autoscaler?.targetUtilization ?? 0) / 100),
      busy(after.cores, after.pods, request),
    ),
    figure('memory', before.memoryBytes, 0, proposed.memoryRequestBytes, after.memoryBytes),
    figure('restarts', before.restarts, 0, before.restarts, after.restarts),
  ]
  return {
    name,
    figures,
    holds: figures.every(({ holds }) => holds),
    loadChange: before.cores === 0 ? 0 : after.cores / before.cores - 1,
  }
}

function podsPredicted(
  { autoscaler, cpuRequestMilli, replicas }: FleetSettings,
  cores: number,
): [number, number] {
  if (autoscaler === null) return [replicas, replicas]
  if (autoscaler.metric !== 'cpu') return [autoscaler.minReplicas, autoscaler.maxReplicas]
  const band = stableBand(Math.round(cores * 1000), cpuRequestMilli, autoscaler)
  if (band === null) return [autoscaler.minReplicas, autoscaler.maxReplicas]
  return [
    Math.max(autoscaler.minReplicas, band.least - bandPods),
    Math.min(autoscaler.maxReplicas, band.most + bandPods),
  ]
}

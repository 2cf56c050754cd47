import { OperatorError } from '../../core/index.ts'
import type { HpaRules } from '../hpa/index.ts'
import type { FleetAutoscaler } from '../replay/index.ts'

/** What serves requests in flight to an autoscaler, and how many of them a pod can work on at once. */
export interface InFlightMetric {
  metricName: string
  slotsPerPod: number
}

/** One metric of autoscaling/v2. */
export type AutoscalerMetricSpec =
  | {
      type: 'Resource'
      resource: { name: 'cpu'; target: { type: 'Utilization'; averageUtilization: number } }
    }
  | {
      type: 'Pods'
      pods: { metric: { name: string }; target: { type: 'AverageValue'; averageValue: string } }
    }

/** How fast an autoscaler of autoscaling/v2 may go one way. */
export interface ScalingRulesSpec {
  stabilizationWindowSeconds?: number
  selectPolicy?: 'Max' | 'Min' | 'Disabled'
  policies: { type: 'Pods' | 'Percent'; value: number; periodSeconds: number }[]
}

/** The spec of a HorizontalPodAutoscaler of autoscaling/v2. */
export interface AutoscalerSpec {
  scaleTargetRef: { apiVersion: 'apps/v1'; kind: string; name: string }
  minReplicas: number
  maxReplicas: number
  metrics: AutoscalerMetricSpec[]
  /** Absent where the rules are those of Kubernetes. */
  behavior?: { scaleUp?: ScalingRulesSpec; scaleDown?: ScalingRulesSpec }
}

/**
 * The spec of an autoscaler; one that follows requests in flight aims at a share of `inFlight.slotsPerPod` a pod. Throws OperatorError (exit 2)
 * where it follows them and `inFlight` is left out.
 */
export function autoscalerSpec(
  autoscaler: FleetAutoscaler,
  target: { kind: string; name: string },
  inFlight: InFlightMetric | null = null,
): AutoscalerSpec {
  const { minReplicas, maxReplicas, scaleUp, scaleDown } = autoscaler
  const behavior = {
    ...(scaleUp === null ? {} : { scaleUp: rulesOf(scaleUp) }),
    ...(scaleDown === null ? {} : { scaleDown: rulesOf(scaleDown) }),
  }
  return {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: target.kind, name: target.name },
    minReplicas,
    maxReplicas,
    metrics: [metricOf(autoscaler, inFlight)],
    ...(Object.keys(behavior).length === 0 ? {} : { behavior }),
  }
}

function metricOf(
  { metric, targetUtilization }: FleetAutoscaler,
  inFlight: InFlightMetric | null,
): AutoscalerMetricSpec {
  if (metric === 'cpu')
    return {
      type: 'Resource',
      resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: targetUtilization } },
    }
  if (inFlight === null)
    throw new OperatorError({
      sentence: 'The autoscaler follows requests in flight, and how many a pod can work on is not known.',
      hint: 'Add --slots N and --in-flight METRIC.',
    })
  const { metricName, slotsPerPod } = inFlight
  const milli = Math.max(1, Math.floor(slotsPerPod * targetUtilization * 10))
  return {
    type: 'Pods',
    pods: {
      metric: { name: metricName },
      target: {
        type: 'AverageValue',
        averageValue: milli % 1000 === 0 ? String(milli / 1000) : `${milli}m`,
      },
    },
  }
}

/** A window that is not said is that of Kubernetes. */
function rulesOf({ stabilizationWindowSeconds, selectPolicy, policies }: HpaRules): ScalingRulesSpec {
  return {
    ...(stabilizationWindowSeconds === null || stabilizationWindowSeconds === undefined
      ? {}
      : { stabilizationWindowSeconds }),
    ...(selectPolicy === undefined ? {} : { selectPolicy }),
    policies: policies.map(({ type, value, periodSeconds }) => ({ type, value, periodSeconds })),
  }
}

import type { KubernetesAutoscaler, KubernetesWorkload, Manifest } from '../../clients/index.ts'
import { isObject } from '../../core/index.ts'
import {
  type AutoscalerSpec,
  autoscalerSpec,
  containerResources,
  type FleetAutoscaler,
  type FleetSettings,
  type InFlightMetric,
} from '../../scaling/index.ts'
import type { ChangedObject, ChangeStep } from './change-step.ts'
import { fieldChanges } from './spec-leaves.ts'

/** A workload as it runs, and what scales it. */
export interface RunningWorkload {
  workload: KubernetesWorkload
  autoscaler: KubernetesAutoscaler | null
}

/**
 * The steps from what runs to what is proposed; none where it is so already. More comes before less: an autoscaler or a number of replicas
 * that grows is set before pods are replaced, and one that shrinks after it. Throws OperatorError (exit 2) where it cannot be said how the
 * containers of a pod share what is proposed.
 */
export function stepsTo(
  { workload, autoscaler }: RunningWorkload,
  proposed: FleetSettings,
  inFlight: InFlightMetric | null,
): ChangeStep[] {
  const pods = podStep(workload, proposed)
  const scaling =
    autoscaler !== null || proposed.autoscaler !== null
      ? scalerStep(workload, autoscaler, proposed, inFlight)
      : replicaStep(workload, proposed.replicas)
  const steps = grows(scaling) ? [scaling, pods] : [pods, scaling]
  return steps.filter((step) => fieldChanges(step).length > 0)
}

function podStep(workload: KubernetesWorkload, proposed: FleetSettings): ChangeStep {
  const inTemplate = (containers: unknown): Manifest => ({ template: { spec: { containers } } })
  return {
    object: {
      apiVersion: 'apps/v1',
      kind: workload.kind,
      namespace: workload.namespace,
      name: workload.name,
    },
    before: inTemplate(
      workload.containers.map(({ name }) => ({ name, resources: resourcesOf(workload.manifest, name) })),
    ),
    after: inTemplate(containerResources(workload.containers, proposed)),
  }
}

/** CPU and memory as they are written there. */
function resourcesOf({ spec }: Manifest, name: string): Manifest {
  const containers = at(at(at(spec, 'template'), 'spec'), 'containers')
  const container = Array.isArray(containers) ? containers.find((one) => at(one, 'name') === name) : undefined
  const part = (which: string): Manifest => {
    const amounts = at(at(container, 'resources'), which)
    const known = isObject(amounts)
      ? Object.entries(amounts).filter(([key]) => key === 'cpu' || key === 'memory')
      : []
    return known.length === 0 ? {} : { [which]: Object.fromEntries(known) }
  }
  return { ...part('requests'), ...part('limits') }
}

function replicaStep({ kind, namespace, name, replicas }: KubernetesWorkload, wanted: number): ChangeStep {
  const object: ChangedObject = { apiVersion: 'apps/v1', kind, namespace, name }
  return { object, before: { replicas }, after: { replicas: wanted } }
}

/** Without an autoscaler in the plan, one that is there is held at the number of replicas: it could not be put back as it was if it were taken away. */
function scalerStep(
  { kind, namespace, name, replicas: pods }: KubernetesWorkload,
  live: KubernetesAutoscaler | null,
  { autoscaler, replicas }: FleetSettings,
  inFlight: InFlightMetric | null,
): ChangeStep {
  const object: ChangedObject = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    namespace,
    name: live?.name ?? name,
  }
  if (live === null) {
    const made = autoscaler === null ? null : { ...autoscalerSpec(autoscaler, { kind, name }, inFlight) }
    return { object, before: null, after: made, replicas: pods }
  }
  const spec = live.manifest['spec']
  const changed =
    autoscaler === null
      ? { minReplicas: replicas, maxReplicas: replicas }
      : changedSpec(live, autoscaler, autoscalerSpec(autoscaler, { kind, name }, inFlight))
  // Server-side apply takes away what was applied before and is left out.
  const wanted = { ...picked(spec, ['scaleTargetRef', 'metrics', 'behavior']), ...changed }
  return { object, before: picked(spec, Object.keys(wanted)), after: wanted }
}

function picked(spec: unknown, keys: readonly string[]): Manifest {
  const found = keys.map((key): [string, unknown] => [key, at(spec, key)])
  return Object.fromEntries(found.filter(([, value]) => value !== undefined))
}

/** Other metrics than that of CPU stay as they are. */
function changedSpec(
  live: KubernetesAutoscaler,
  autoscaler: FleetAutoscaler,
  made: AutoscalerSpec,
): Manifest {
  const { minReplicas, maxReplicas } = made
  const metrics = at(live.manifest['spec'], 'metrics')
  const own = Array.isArray(metrics) ? metrics : []
  const kept = autoscaler.metric === 'cpu' && own.some(isCpu)
  return {
    minReplicas,
    maxReplicas,
    metrics: kept
      ? own.map((metric) => (isCpu(metric) ? aimedAt(metric, autoscaler.targetUtilization) : metric))
      : made.metrics,
  }
}

function isCpu(metric: unknown): boolean {
  return at(metric, 'type') === 'Resource' && at(at(metric, 'resource'), 'name') === 'cpu'
}

function aimedAt(metric: unknown, averageUtilization: number): unknown {
  if (!isObject(metric) || !isObject(metric['resource'])) return metric
  return {
    ...metric,
    resource: { ...metric['resource'], target: { type: 'Utilization', averageUtilization } },
  }
}

function grows({ object, before, after }: ChangeStep): boolean {
  const key = object.kind === 'HorizontalPodAutoscaler' ? 'minReplicas' : 'replicas'
  return Number(at(after, key) ?? 0) > Number(at(before, key) ?? 0)
}

function at(value: unknown, key: string): unknown {
  return isObject(value) ? value[key] : undefined
}

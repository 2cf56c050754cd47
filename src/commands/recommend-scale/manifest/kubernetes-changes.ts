import type { KubernetesAutoscaler, KubernetesWorkload } from '../../../clients/index.ts'
import type { YamlChange, YamlPath } from '../../../profiles/index.ts'
import {
  autoscalerSpec,
  type ContainerSettings,
  cpuQuantity,
  type FleetAutoscaler,
  type FleetSettings,
  type InFlightMetric,
  memoryQuantity,
  shareAmongContainers,
} from '../../../scaling/index.ts'

/** Where an object stands in a file, and what it says. */
export interface Placed {
  document: number
  path: YamlPath
  read: Pick<KubernetesWorkload, 'containers'>
  /** Replicas as the file says them; null where it leaves them open. */
  written: number | null
}

/** How a container's resource is written. */
const resources = [
  { key: 'cpuCores', name: 'cpu', text: (cores: number) => cpuQuantity(cores * 1000) },
  { key: 'memoryBytes', name: 'memory', text: memoryQuantity },
] as const

/** What a proposal changes of a workload; replicas only where no autoscaler sets them. Throws as `shareAmongContainers` does. */
export function workloadChanges(
  { document, path, read, written }: Placed,
  containers: readonly ContainerSettings[],
  proposed: FleetSettings,
): YamlChange[] {
  const at = (...more: YamlPath): Pick<YamlChange, 'document' | 'path'> => ({
    document,
    path: [...path, 'spec', ...more],
  })
  const changes: YamlChange[] =
    proposed.autoscaler === null && proposed.replicas !== (written ?? 1)
      ? [{ ...at('replicas'), value: proposed.replicas }]
      : []
  for (const [index, share] of shareAmongContainers(containers, proposed).entries()) {
    const own = read.containers[index]
    for (const { key, name, text } of resources) {
      const place = (which: string) => at('template', 'spec', 'containers', index, 'resources', which, name)
      const [request, limit] = [own?.requests[key] ?? null, own?.limits[key] ?? null]
      const [wanted, most] = [share.requests[key], share.limits[key]]
      // A limit alone stands for the request as well.
      const isImplied = request === null && limit !== null && wanted === most
      if (wanted !== request && wanted !== null && !isImplied)
        changes.push({ ...place('requests'), value: text(wanted) })
      if (most !== limit) changes.push({ ...place('limits'), value: most === null ? undefined : text(most) })
    }
  }
  return changes
}

/** What a proposal changes of an autoscaler, and what of it stays though the plan did not reckon with it. */
export function autoscalerChanges(
  { document, path, read }: { document: number; path: YamlPath; read: KubernetesAutoscaler },
  proposed: FleetAutoscaler | null,
  inFlight: InFlightMetric | null,
): { changes: YamlChange[]; warnings: string[] } {
  const { name, minReplicas, maxReplicas, metrics, behavior, target } = read
  if (proposed === null)
    return {
      changes: [],
      warnings: [
        `The plan has no autoscaler: take ${name} out of the file and of the cluster, or it goes on.`,
      ],
    }
  const at = (...more: YamlPath) => ({ document, path: [...path, 'spec', ...more] })
  const spec = autoscalerSpec(proposed, target, inFlight)
  const found = metrics.findIndex(
    (one) => one.type === 'Resource' && one.name === 'cpu' && one.utilization !== null,
  )
  const isByCpu = proposed.metric === 'cpu'
  const present = metrics[found]?.utilization ?? null
  const changes: YamlChange[] = [
    ...(minReplicas === spec.minReplicas ? [] : [{ ...at('minReplicas'), value: spec.minReplicas }]),
    ...(maxReplicas === spec.maxReplicas ? [] : [{ ...at('maxReplicas'), value: spec.maxReplicas }]),
  ]
  if (found >= 0 && !isByCpu) changes.push({ ...at('metrics', found), value: spec.metrics[0] })
  else if (found >= 0 && Math.round((present ?? 0) * 100) !== proposed.targetUtilization)
    changes.push({
      ...at('metrics', found, 'resource', 'target', 'averageUtilization'),
      value: proposed.targetUtilization,
    })
  const isOther =
    JSON.stringify([behavior.scaleUp, behavior.scaleDown]) !==
    JSON.stringify([proposed.scaleUp, proposed.scaleDown])
  return {
    changes,
    warnings: [
      ...(found < 0
        ? [`${name} follows no utilization of CPU: its metrics stay, and only its bounds are changed.`]
        : []),
      ...(isOther
        ? [`${name} has a behavior of its own, which stays, and which the plan did not reckon with.`]
        : []),
    ],
  }
}

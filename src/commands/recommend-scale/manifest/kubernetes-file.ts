import {
  autoscalerOf,
  type KubernetesAutoscaler,
  type KubernetesWorkload,
  workloadOf,
} from '../../../clients/index.ts'
import { changedYaml, plainAt, type YamlPath } from '../../../profiles/index.ts'
import { scalerOf, settingsOf } from '../kubernetes-workloads.ts'
import { autoscalerChanges, type Placed, workloadChanges } from './kubernetes-changes.ts'
import type { ManifestWorkload } from './manifest.ts'

const unwritten = 'The plan has an autoscaler, and the file has none: --emit hpa=FILE writes it.'

interface ObjectPlace {
  document: number
  path: YamlPath
  object: Record<string, unknown>
}

/** The Deployments and StatefulSets of a file with the autoscalers that it has for them; those with no replicas are left out. */
export function kubernetesWorkloadsOf(documents: readonly unknown[], file: string): ManifestWorkload[] {
  const places = documents.flatMap(objectsOf)
  const scalers = places
    .filter(({ object }) => isOf(object, 'HorizontalPodAutoscaler', 'autoscaling/v2'))
    .map(({ object, ...place }) => ({ ...place, object, read: autoscalerOf(object) }))
  return places.flatMap(({ object, ...place }): ManifestWorkload[] => {
    const kind = kindOf(object)
    if (kind === null) return []
    const read = workloadOf(kind, object)
    const own = scalers.filter((one) => one.read.namespace === read.namespace)
    const autoscalers = own.map((one) => one.read)
    const scaler = own.find((one) => one.read === scalerOf(read, autoscalers))
    const replicas = plainAt(object, ['spec', 'replicas'])
    if (replicas === 0) return []
    const written = typeof replicas === 'number' ? replicas : null
    return [workload(file, { ...place, read, written }, scaler)]
  })
}

function workload(
  file: string,
  place: Omit<Placed, 'read'> & { read: KubernetesWorkload },
  scaler: { document: number; path: YamlPath; read: KubernetesAutoscaler } | undefined,
): ManifestWorkload {
  const { read, written } = place
  // As the API server does: what has a limit and no request requests its limit.
  const containers = read.containers.map((one) => ({
    ...one,
    requests: {
      cpuCores: one.requests.cpuCores ?? one.limits.cpuCores,
      memoryBytes: one.requests.memoryBytes ?? one.limits.memoryBytes,
    },
  }))
  const replicas = written ?? scaler?.read.minReplicas ?? 1
  const current = settingsOf({ ...read, containers, replicas }, scaler === undefined ? [] : [scaler.read])
  return {
    namespace: read.namespace === '' ? null : read.namespace,
    kind: read.kind,
    name: read.name,
    current,
    missing:
      scaler !== undefined && current.autoscaler === null
        ? [`Its autoscaler ${scaler.read.name} follows no utilization of CPU, and is not replayed.`]
        : [],
    containers,
    ...(scaler === undefined ? {} : { autoscalerName: scaler.read.name }),
    async change(text, proposed, inFlight) {
      const own = workloadChanges(place, containers, proposed)
      const scaling =
        scaler === undefined
          ? { changes: [], warnings: proposed.autoscaler === null ? [] : [unwritten] }
          : autoscalerChanges(scaler, proposed.autoscaler, inFlight)
      return {
        text: await changedYaml(text, [...own, ...scaling.changes], file),
        warnings: scaling.warnings.map((warning) => `${read.name}: ${warning}`),
      }
    },
  }
}

/** The items of a List are objects as well. */
function objectsOf(plain: unknown, document: number): ObjectPlace[] {
  const items = plainAt(plain, ['kind']) === 'List' ? plainAt(plain, ['items']) : null
  if (Array.isArray(items))
    return items.flatMap((object: unknown, index) =>
      isObject(object) ? [{ document, path: ['items', index], object }] : [],
    )
  return isObject(plain) ? [{ document, path: [], object: plain }] : []
}

function kindOf(object: Record<string, unknown>): KubernetesWorkload['kind'] | null {
  return isOf(object, 'Deployment', 'apps/')
    ? 'Deployment'
    : isOf(object, 'StatefulSet', 'apps/')
      ? 'StatefulSet'
      : null
}

function isOf(object: Record<string, unknown>, kind: string, api: string): boolean {
  return object['kind'] === kind && String(object['apiVersion']).startsWith(api)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

import { copyOf, isJsonObject, type Json, type JsonObject, listAt, objectAt, put, textAt } from './json.ts'
import type { Kind } from './kinds.ts'

/** What the API server adds to a new or changed object, in place. */
export function setDefaults({ plural }: Kind, object: JsonObject): void {
  const spec = objectAt(object, 'spec')
  const template = objectAt(spec, 'template', 'spec')
  if (plural === 'deployments') {
    fill(spec, { replicas: 1, strategy: {}, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 })
    const strategy = objectAt(spec, 'strategy')
    fill(strategy, { type: 'RollingUpdate' })
    if (strategy['type'] === 'RollingUpdate') {
      fill(strategy, { rollingUpdate: {} })
      fill(objectAt(strategy, 'rollingUpdate'), { maxUnavailable: '25%', maxSurge: '25%' })
    }
  }
  if (plural === 'statefulsets') {
    fill(spec, {
      replicas: 1,
      podManagementPolicy: 'OrderedReady',
      updateStrategy: {},
      revisionHistoryLimit: 10,
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    })
    const strategy = objectAt(spec, 'updateStrategy')
    fill(strategy, { type: 'RollingUpdate' })
    if (strategy['type'] === 'RollingUpdate') fill(strategy, { rollingUpdate: { partition: 0 } })
  }
  if (plural === 'deployments' || plural === 'statefulsets') podDefaults(template)
  if (plural === 'pods') {
    podDefaults(spec)
    requestsFromLimits(spec)
    fill(spec, { enableServiceLinks: true })
  }
  if (plural === 'horizontalpodautoscalers') autoscalerDefaults(spec)
  if (plural === 'namespaces') {
    put(object, ['metadata', 'labels', 'kubernetes.io/metadata.name'], textAt(object, 'metadata', 'name'))
  }
}

/** The status of a new object; null where its kind has none. */
export function firstStatus({ plural }: Kind): JsonObject | null {
  const all: Readonly<Record<string, JsonObject>> = {
    namespaces: { phase: 'Active' },
    pods: { phase: 'Pending', qosClass: 'Burstable' },
    deployments: {},
    resourcequotas: {},
    statefulsets: { replicas: 0, availableReplicas: 0 },
    replicasets: { replicas: 0 },
    horizontalpodautoscalers: { desiredReplicas: 0, currentMetrics: null },
    poddisruptionbudgets: { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 },
  }
  return all[plural] ?? null
}

/** What is added after it was noted who owns what: it is nobody's. */
export function setUnowned({ plural }: Kind, object: JsonObject): void {
  if (plural === 'namespaces') object['spec'] = { finalizers: ['kubernetes'] }
  if (plural !== 'pods') return
  fill(objectAt(object, 'spec'), {
    tolerations: tolerations(),
    priority: 0,
    preemptionPolicy: 'PreemptLowerPriority',
  })
}

function podDefaults(spec: JsonObject): void {
  fill(spec, {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
  })
  for (const container of listAt(spec, 'containers').filter(isJsonObject)) {
    const image = textAt(container, 'image')
    const isLatest = !/:[^/]+$/.test(image) || image.endsWith(':latest')
    fill(container, {
      resources: {},
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
      imagePullPolicy: isLatest ? 'Always' : 'IfNotPresent',
    })
    for (const port of listAt(container, 'ports').filter(isJsonObject)) fill(port, { protocol: 'TCP' })
  }
}

function requestsFromLimits(spec: JsonObject): void {
  for (const container of listAt(spec, 'containers').filter(isJsonObject)) {
    const resources = objectAt(container, 'resources')
    if (!isJsonObject(resources['limits'])) continue
    fill(resources, { requests: {} })
    fill(objectAt(resources, 'requests'), resources['limits'])
  }
}

function autoscalerDefaults(spec: JsonObject): void {
  const target = { type: 'Utilization', averageUtilization: 80 }
  fill(spec, { minReplicas: 1, metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }] })
  const behavior = spec['behavior']
  if (!isJsonObject(behavior)) return
  fill(behavior, { scaleUp: {}, scaleDown: {} })
  const every = (type: string, value: number): JsonObject => ({ type, value, periodSeconds: 15 })
  fill(objectAt(behavior, 'scaleUp'), {
    stabilizationWindowSeconds: 0,
    selectPolicy: 'Max',
    policies: [every('Pods', 4), every('Percent', 100)],
  })
  fill(objectAt(behavior, 'scaleDown'), { selectPolicy: 'Max', policies: [every('Percent', 100)] })
}

function tolerations(): Json[] {
  return ['not-ready', 'unreachable'].map((what) => ({
    key: `node.kubernetes.io/${what}`,
    operator: 'Exists',
    effect: 'NoExecute',
    tolerationSeconds: 300,
  }))
}

function fill(object: JsonObject, values: JsonObject): void {
  for (const [key, value] of Object.entries(values))
    if (object[key] === undefined) object[key] = copyOf(value)
}

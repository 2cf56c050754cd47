import { count, countOrShare, field, type Manifest, numberOrNull, objects, text, texts } from './fields.ts'
import { quantityValue } from './quantity-value.ts'

/** What an object is known by. */
export interface Identity {
  name: string
  /** Empty for what is in none. */
  namespace: string
  uid: string
  resourceVersion: string
  labels: Readonly<Record<string, string>>
}

/** Cores and bytes; null where nothing is said. */
export interface ResourceAmounts {
  cpuCores: number | null
  memoryBytes: number | null
}

/** One container with what it asks for and may use. */
export interface KubernetesContainer {
  name: string
  image: string
  requests: ResourceAmounts
  limits: ResourceAmounts
}

/** What a controller says of an object. */
export interface Condition {
  type: string
  status: string
  reason: string
  message: string
}

/** A Deployment or a StatefulSet. */
export interface KubernetesWorkload extends Identity {
  kind: 'Deployment' | 'StatefulSet'
  generation: number
  /** As a labelSelector of a list takes it. */
  selector: string
  replicas: number
  maxSurge: number | string | null
  maxUnavailable: number | string | null
  progressDeadlineSeconds: number | null
  containers: readonly KubernetesContainer[]
  status: {
    observedGeneration: number
    replicas: number
    updatedReplicas: number
    readyReplicas: number
    availableReplicas: number
    conditions: readonly Condition[]
  }
  /** All of it, as it came. */
  manifest: Manifest
}

/** A pod. */
export interface KubernetesPod extends Identity {
  node: string | null
  phase: string
  isReady: boolean
  isEnding: boolean
  /** What controls it. */
  owner: { kind: string; name: string } | null
  restarts: number
  containers: readonly KubernetesContainer[]
}

/** What the metrics API measured of a pod. */
export interface PodUsage {
  name: string
  namespace: string
  at: string
  windowSeconds: number | null
  containers: readonly (ResourceAmounts & { name: string })[]
}

/** Name, namespace and the like. */
export function identityOf(object: Manifest): Identity {
  return {
    name: text(object, 'metadata', 'name'),
    namespace: text(object, 'metadata', 'namespace'),
    uid: text(object, 'metadata', 'uid'),
    resourceVersion: text(object, 'metadata', 'resourceVersion'),
    labels: texts(object, 'metadata', 'labels'),
  }
}

/** What a Deployment or a StatefulSet says. */
export function workloadOf(kind: KubernetesWorkload['kind'], object: Manifest): KubernetesWorkload {
  const strategy = kind === 'Deployment' ? 'strategy' : 'updateStrategy'
  return {
    ...identityOf(object),
    kind,
    generation: count(object, 'metadata', 'generation'),
    selector: selectorText(field(object, 'spec', 'selector')),
    replicas: count(object, 'spec', 'replicas'),
    maxSurge: countOrShare(object, 'spec', strategy, 'rollingUpdate', 'maxSurge'),
    maxUnavailable: countOrShare(object, 'spec', strategy, 'rollingUpdate', 'maxUnavailable'),
    progressDeadlineSeconds: numberOrNull(object, 'spec', 'progressDeadlineSeconds'),
    containers: containersOf(field(object, 'spec', 'template', 'spec')),
    status: {
      observedGeneration: count(object, 'status', 'observedGeneration'),
      replicas: count(object, 'status', 'replicas'),
      updatedReplicas: count(object, 'status', 'updatedReplicas'),
      readyReplicas: count(object, 'status', 'readyReplicas'),
      availableReplicas: count(object, 'status', 'availableReplicas'),
      conditions: conditionsOf(object),
    },
    manifest: object,
  }
}

/** What a pod says. */
export function podOf(object: Manifest): KubernetesPod {
  const owner = objects(object, 'metadata', 'ownerReferences').find((one) => one['controller'] === true)
  const statuses = objects(object, 'status', 'containerStatuses')
  return {
    ...identityOf(object),
    node: text(object, 'spec', 'nodeName') || null,
    phase: text(object, 'status', 'phase'),
    isReady: conditionsOf(object).some(({ type, status }) => type === 'Ready' && status === 'True'),
    isEnding: text(object, 'metadata', 'deletionTimestamp') !== '',
    owner: owner === undefined ? null : { kind: text(owner, 'kind'), name: text(owner, 'name') },
    restarts: statuses.reduce((sum, status) => sum + count(status, 'restartCount'), 0),
    containers: containersOf(field(object, 'spec')),
  }
}

/** What the metrics API says of a pod. */
export function podUsageOf(object: Manifest): PodUsage {
  return {
    name: text(object, 'metadata', 'name'),
    namespace: text(object, 'metadata', 'namespace'),
    at: text(object, 'timestamp'),
    windowSeconds: secondsOf(text(object, 'window')),
    containers: objects(object, 'containers').map((container) => ({
      name: text(container, 'name'),
      ...amountsOf(field(container, 'usage')),
    })),
  }
}

/** What a controller says of an object. */
export function conditionsOf(object: Manifest): Condition[] {
  return objects(object, 'status', 'conditions').map((condition) => ({
    type: text(condition, 'type'),
    status: text(condition, 'status'),
    reason: text(condition, 'reason'),
    message: text(condition, 'message'),
  }))
}

/** Cores and bytes of a map of quantities. */
export function amountsOf(quantities: unknown): ResourceAmounts {
  return {
    cpuCores: quantityValue(field(quantities, 'cpu')),
    memoryBytes: quantityValue(field(quantities, 'memory')),
  }
}

/** A LabelSelector as lists take it: `app=lewis,tier in (a,b)`. */
export function selectorText(selector: unknown): string {
  const labels = Object.entries(texts(selector, 'matchLabels')).map(([key, value]) => `${key}=${value}`)
  const expressions = objects(selector, 'matchExpressions').map((expression) => {
    const [key, operator] = [text(expression, 'key'), text(expression, 'operator')]
    if (operator === 'Exists') return key
    if (operator === 'DoesNotExist') return `!${key}`
    const values = field(expression, 'values')
    return `${key} ${operator.toLowerCase()} (${Array.isArray(values) ? values.join(',') : ''})`
  })
  return [...labels, ...expressions].join(',')
}

function containersOf(spec: unknown): KubernetesContainer[] {
  return objects(spec, 'containers').map((container) => ({
    name: text(container, 'name'),
    image: text(container, 'image'),
    requests: amountsOf(field(container, 'resources', 'requests')),
    limits: amountsOf(field(container, 'resources', 'limits')),
  }))
}

/** As Go writes a span: `30s`, `1m5.5s`. */
function secondsOf(span: string): number | null {
  const [, minutes = '0', seconds] = /^(?:(\d+)m)?([\d.]+)s$/.exec(span) ?? []
  return seconds === undefined ? null : Number(minutes) * 60 + Number(seconds)
}

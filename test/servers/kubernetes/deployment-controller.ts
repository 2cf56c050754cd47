import { type Cluster, commit, controllerManager, newObject, stamp, writerOf } from './cluster.ts'
import { rolloutConditions } from './deployment-conditions.ts'
import { noteEvent } from './events.ts'
import { copyOf, isJsonObject, type JsonObject, numberAt, objectAt, put, textAt } from './json.ts'
import { kindOf } from './kinds.ts'
import { controlledBy, isReady, podsOf, templateHash } from './pods.ts'

/** The pods of a Deployment, counted. */
export interface Counts {
  desired: number
  replicas: number
  updated: number
  ready: number
  unavailable: number
  maxUnavailable: number
}

const revision = 'deployment.kubernetes.io/revision'

/** One step of the rollout of a Deployment: a ReplicaSet up or down, and what its status says. */
export function syncDeployment(cluster: Cluster, deployment: JsonObject): void {
  const kind = kindOf('deployments')
  const after = copyOf(deployment)
  const owned = replicaSetsOf(cluster, deployment)
  const hash = templateHash(objectAt(deployment, 'spec', 'template'))
  let current = owned.find((set) => textAt(set, 'metadata', 'labels', 'pod-template-hash') === hash) ?? null
  const isNew = current === null
  if (current === null) {
    const number =
      1 + Math.max(0, ...owned.map((set) => Number(textAt(set, 'metadata', 'annotations', revision))))
    current = createReplicaSet(cluster, deployment, hash, String(number))
    owned.push(current)
  }
  put(after, ['metadata', 'annotations', revision], textAt(current, 'metadata', 'annotations', revision))
  roll(cluster, deployment, current, owned)
  const counts = countsOf(cluster, deployment, current)
  const name = textAt(current, 'metadata', 'name')
  const before = objectAt(deployment, 'status')
  after['status'] = {
    observedGeneration: numberAt(deployment, ['metadata', 'generation']),
    ...nonZero({
      replicas: counts.replicas,
      updatedReplicas: counts.updated,
      readyReplicas: counts.ready,
      availableReplicas: counts.ready,
      unavailableReplicas: counts.unavailable,
    }),
    terminatingReplicas: 0,
    conditions: rolloutConditions(before, counts, {
      at: stamp(cluster),
      replicaSet: name,
      isNew,
      isTimedOut: isTimedOut(cluster, deployment),
      failure: textAt(
        replicaSetsOf(cluster, deployment).find(isFailing),
        'status',
        'conditions',
        0,
        'message',
      ),
    }),
  }
  commit(cluster, kind, deployment, after, writerOf(cluster, kind, controllerManager, 'status'))
}

/** The ReplicaSets of a Deployment. */
export function replicaSetsOf(cluster: Cluster, deployment: JsonObject): JsonObject[] {
  const uid = textAt(deployment, 'metadata', 'uid')
  return cluster.store
    .list(kindOf('replicasets'), textAt(deployment, 'metadata', 'namespace'))
    .filter((set) => textAt(set, 'metadata', 'ownerReferences', 0, 'uid') === uid)
}

function createReplicaSet(
  cluster: Cluster,
  deployment: JsonObject,
  hash: string,
  number: string,
): JsonObject {
  const kind = kindOf('replicasets')
  const { metadata, spec } = objectAt(deployment, 'spec', 'template')
  const labels = { ...objectAt(metadata, 'labels'), 'pod-template-hash': hash }
  const given: JsonObject = {
    metadata: {
      name: `${textAt(deployment, 'metadata', 'name')}-${hash}`,
      namespace: textAt(deployment, 'metadata', 'namespace'),
      labels,
      annotations: { [revision]: number },
      ownerReferences: controlledBy(kindOf('deployments'), deployment),
    },
    spec: {
      replicas: 0,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: copyOf(spec ?? {}) },
    },
  }
  return cluster.store.save(kind, newObject(cluster, kind, given, writerOf(cluster, kind, controllerManager)))
}

/** Scales the new ReplicaSet up as far as surge allows, or else old ones down as far as availability allows. */
function roll(
  cluster: Cluster,
  deployment: JsonObject,
  current: JsonObject,
  owned: readonly JsonObject[],
): void {
  const desired = numberAt(deployment, ['spec', 'replicas'])
  const { surge, maxUnavailable } = bounds(deployment, desired)
  const total = owned.reduce((sum, set) => sum + numberAt(set, ['spec', 'replicas']), 0)
  const now = numberAt(current, ['spec', 'replicas'])
  const old = owned.filter((set) => set !== current && numberAt(set, ['spec', 'replicas']) > 0)
  const isAlone = old.length === 0 || now > desired
  const up = isAlone ? desired : Math.min(desired, now + Math.max(0, desired + surge - total))
  if (isAlone || up > now) {
    scale(cluster, deployment, current, up)
    return
  }
  const readyOfNew = podsOf(cluster, current).filter(isReady).length
  let removable = total - (desired - maxUnavailable) - (now - readyOfNew)
  for (const set of old) {
    const has = numberAt(set, ['spec', 'replicas'])
    const down = Math.min(has, Math.max(0, removable))
    removable -= down
    if (down > 0) scale(cluster, deployment, set, has - down)
  }
}

function scale(cluster: Cluster, deployment: JsonObject, set: JsonObject, replicas: number): void {
  const from = numberAt(set, ['spec', 'replicas'])
  if (from === replicas) return
  const kind = kindOf('replicasets')
  const after = copyOf(set)
  put(after, ['spec', 'replicas'], replicas)
  put(after, ['metadata', 'generation'], numberAt(set, ['metadata', 'generation']) + 1)
  commit(cluster, kind, set, after, writerOf(cluster, kind, controllerManager))
  noteEvent(cluster, kindOf('deployments'), deployment, {
    component: 'deployment-controller',
    reason: 'ScalingReplicaSet',
    message: `Scaled ${from < replicas ? 'up' : 'down'} replica set ${textAt(set, 'metadata', 'name')} from ${from} to ${replicas}`,
  })
}

function countsOf(cluster: Cluster, deployment: JsonObject, current: JsonObject): Counts {
  const desired = numberAt(deployment, ['spec', 'replicas'])
  const sets = replicaSetsOf(cluster, deployment)
  const pods = sets.flatMap((set) => podsOf(cluster, set))
  const total = sets.reduce((sum, set) => sum + numberAt(set, ['spec', 'replicas']), 0)
  const ready = pods.filter(isReady).length
  return {
    desired,
    replicas: pods.length,
    updated: podsOf(cluster, current).length,
    ready,
    unavailable: Math.max(0, total - ready),
    maxUnavailable: bounds(deployment, desired).maxUnavailable,
  }
}

function bounds(deployment: JsonObject, desired: number): { surge: number; maxUnavailable: number } {
  const { maxSurge, maxUnavailable } = objectAt(deployment, 'spec', 'strategy', 'rollingUpdate')
  const surge = Math.ceil(shareOf(maxSurge, desired))
  const down = Math.floor(shareOf(maxUnavailable, desired))
  return { surge, maxUnavailable: surge === 0 && down === 0 ? 1 : down }
}

function shareOf(value: unknown, desired: number): number {
  if (typeof value === 'number') return value
  return typeof value === 'string' ? (Number.parseFloat(value) / 100) * desired : 0
}

function isTimedOut({ faults, now }: Cluster, deployment: JsonObject): boolean {
  if (faults.rollout === 'deadline-exceeded') return true
  const conditions = objectAt(deployment, 'status')['conditions']
  const progressing = (Array.isArray(conditions) ? conditions : [])
    .filter(isJsonObject)
    .find(({ type }) => type === 'Progressing')
  if (progressing === undefined) return false
  const withinMs = numberAt(deployment, ['spec', 'progressDeadlineSeconds'], 600) * 1000
  return now() - Date.parse(textAt(progressing, 'lastUpdateTime')) > withinMs
}

function isFailing(set: JsonObject): boolean {
  return textAt(set, 'status', 'conditions', 0, 'type') === 'ReplicaFailure'
}

function nonZero(counts: Readonly<Record<string, number>>): JsonObject {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0))
}

import { isLive, usedBy } from './admission.ts'
import { type Cluster, commit, controllerManager, stamp, writerOf } from './cluster.ts'
import { syncDeployment } from './deployment-controller.ts'
import { noteEvent } from './events.ts'
import { copyOf, isJsonObject, type JsonObject, listAt, numberAt, objectAt, put, textAt } from './json.ts'
import { kindOf } from './kinds.ts'
import { createPod, isReady, makeReady, podsOf } from './pods.ts'
import { Refusal } from './refusals.ts'
import { matchesLabels } from './selectors.ts'
import { syncStatefulSet } from './stateful-set-controller.ts'

/** Moves everything that controllers and kubelets move by one step. */
export type Step = () => void

/** A step of a cluster: pods become ready, then ReplicaSets make pods, then Deployments move on, then the rest is counted. */
export function controllerStep(cluster: Cluster): Step {
  const ages = new Map<string, number>()
  let idleSince: number | null = null
  return () => {
    const { store, faults } = cluster
    if (store.version() === idleSince && faults.rollout === 'normal') return
    const before = store.version()
    const isWaiting = runKubelets(cluster, ages)
    for (const set of store.list(kindOf('replicasets'), '')) syncReplicaSet(cluster, set)
    for (const deployment of store.list(kindOf('deployments'), '')) syncDeployment(cluster, deployment)
    for (const set of store.list(kindOf('statefulsets'), '')) syncStatefulSet(cluster, set)
    for (const budget of store.list(kindOf('poddisruptionbudgets'), '')) syncBudget(cluster, budget)
    for (const quota of store.list(kindOf('resourcequotas'), '')) syncQuota(cluster, quota)
    idleSince = store.version() === before && !isWaiting ? before : null
  }
}

/** Answers with whether pods still wait to become ready. */
function runKubelets(cluster: Cluster, ages: Map<string, number>): boolean {
  if (cluster.faults.rollout !== 'normal') return true
  let isWaiting = false
  for (const pod of cluster.store.list(kindOf('pods'), '')) {
    // A pod that nobody controls runs nowhere: there is no scheduler.
    if (
      textAt(pod, 'status', 'phase') !== 'Pending' ||
      listAt(pod, 'metadata', 'ownerReferences').length === 0
    )
      continue
    const uid = textAt(pod, 'metadata', 'uid')
    const age = (ages.get(uid) ?? 0) + 1
    ages.set(uid, age)
    if (age >= cluster.readyAfterSteps) makeReady(cluster, pod)
    else isWaiting = true
  }
  return isWaiting
}

function syncReplicaSet(cluster: Cluster, set: JsonObject): void {
  const kind = kindOf('replicasets')
  const wanted = numberAt(set, ['spec', 'replicas'])
  let failure = ''
  const component = 'replicaset-controller'
  const pods = podsOf(cluster, set)
  for (let missing = wanted - pods.length; missing > 0 && failure === ''; missing--) {
    try {
      const pod = createPod(cluster, kind, set, { name: null, labels: {}, spec: {} })
      const message = `Created pod: ${textAt(pod, 'metadata', 'name')}`
      noteEvent(cluster, kind, set, { component, reason: 'SuccessfulCreate', message })
    } catch (cause) {
      if (!(cause instanceof Refusal)) throw cause
      // Every try has another name: only the first is told, or a cluster would never settle.
      failure = textAt(set, 'status', 'conditions', 0, 'message') || textAt(cause.answer.body, 'message')
    }
  }
  const surplus = pods.length - wanted
  const leastNeeded = [...pods].sort((a, b) => Number(isReady(a)) - Number(isReady(b)))
  for (const pod of surplus > 0 ? leastNeeded.slice(0, surplus) : []) {
    cluster.store.remove(kindOf('pods'), pod)
    const message = `Deleted pod: ${textAt(pod, 'metadata', 'name')}`
    noteEvent(cluster, kind, set, { component, reason: 'SuccessfulDelete', message })
  }
  const now = podsOf(cluster, set)
  const ready = now.filter(isReady).length
  const after = copyOf(set)
  const type = 'ReplicaFailure'
  const since = textAt(set, 'status', 'conditions', 0, 'lastTransitionTime') || stamp(cluster)
  after['status'] = {
    replicas: now.length,
    ...(now.length === 0 ? {} : { fullyLabeledReplicas: now.length }),
    ...(ready === 0 ? {} : { readyReplicas: ready, availableReplicas: ready }),
    observedGeneration: numberAt(set, ['metadata', 'generation']),
    ...(failure === ''
      ? {}
      : {
          conditions: [
            { type, status: 'True', lastTransitionTime: since, reason: 'FailedCreate', message: failure },
          ],
        }),
  }
  commit(cluster, kind, set, after, writerOf(cluster, kind, controllerManager, 'status'))
}

function syncBudget(cluster: Cluster, budget: JsonObject): void {
  const kind = kindOf('poddisruptionbudgets')
  const selector = objectAt(budget, 'spec', 'selector')
  const pods = cluster.store
    .list(kindOf('pods'), textAt(budget, 'metadata', 'namespace'))
    .filter((pod) => matchesLabels(selector, objectAt(pod, 'metadata', 'labels')))
  const { maxUnavailable, minAvailable } = objectAt(budget, 'spec')
  const expected = pods.length
  const healthy = pods.filter(isReady).length
  const share = (value: unknown): number =>
    typeof value === 'string' ? Math.ceil((Number.parseFloat(value) / 100) * expected) : Number(value)
  const desired = Math.max(
    0,
    maxUnavailable === undefined ? share(minAvailable ?? 1) : expected - share(maxUnavailable),
  )
  const allowed = Math.max(0, healthy - desired)
  const old = listAt(budget, 'status', 'conditions').filter(isJsonObject)[0]
  const status = allowed > 0 ? 'True' : 'False'
  const observedGeneration = numberAt(budget, ['metadata', 'generation'])
  const after = copyOf(budget)
  after['status'] = {
    observedGeneration,
    disruptionsAllowed: allowed,
    currentHealthy: healthy,
    desiredHealthy: desired,
    expectedPods: expected,
    conditions: [
      {
        type: 'DisruptionAllowed',
        status,
        observedGeneration,
        lastTransitionTime: old?.['status'] === status ? textAt(old, 'lastTransitionTime') : stamp(cluster),
        reason: allowed > 0 ? 'SufficientPods' : 'InsufficientPods',
        message: '',
      },
    ],
  }
  commit(cluster, kind, budget, after, writerOf(cluster, kind, controllerManager, 'status'))
}

function syncQuota(cluster: Cluster, quota: JsonObject): void {
  const kind = kindOf('resourcequotas')
  const hard = objectAt(quota, 'spec', 'hard')
  const pods = cluster.store.list(kindOf('pods'), textAt(quota, 'metadata', 'namespace')).filter(isLive)
  const used = usedBy(pods)
  const after = copyOf(quota)
  const counted = Object.entries(used).filter(([resource]) => hard[resource] !== undefined)
  put(after, ['status'], { hard: { ...hard }, used: Object.fromEntries(counted) })
  commit(cluster, kind, quota, after, writerOf(cluster, kind, controllerManager, 'status'))
}

import { type Cluster, commit, controllerManager, writerOf } from './cluster.ts'
import { noteEvent } from './events.ts'
import { copyOf, type JsonObject, numberAt, objectAt, textAt } from './json.ts'
import { kindOf } from './kinds.ts'
import { createPod, isReady, podsOf, templateHash } from './pods.ts'
import { Refusal } from './refusals.ts'

/** One step of a StatefulSet: one pod at a time, in the order of their numbers. */
export function syncStatefulSet(cluster: Cluster, set: JsonObject): void {
  const kind = kindOf('statefulsets')
  const name = textAt(set, 'metadata', 'name')
  const revision = `${name}-${templateHash(objectAt(set, 'spec', 'template'))}`
  const wanted = numberAt(set, ['spec', 'replicas'])
  const failure = moveOn(cluster, set, wanted, revision)
  const pods = podsOf(cluster, set)
  const ready = pods.filter(isReady).length
  const updated = pods.filter((pod) => revisionOf(pod) === revision).length
  const isDone = updated === wanted && pods.length === wanted && ready === wanted
  const current = isDone ? revision : textAt(set, 'status', 'currentRevision') || revision
  const ofCurrent = pods.filter((pod) => revisionOf(pod) === current).length
  const after = copyOf(set)
  after['status'] = {
    observedGeneration: numberAt(set, ['metadata', 'generation']),
    replicas: pods.length,
    ...(ready === 0 ? {} : { readyReplicas: ready }),
    ...(ofCurrent === 0 ? {} : { currentReplicas: ofCurrent }),
    ...(updated === 0 ? {} : { updatedReplicas: updated }),
    currentRevision: current,
    updateRevision: revision,
    collisionCount: 0,
    availableReplicas: ready,
  }
  commit(cluster, kind, set, after, writerOf(cluster, kind, controllerManager, 'status'))
  const events = failure === '' ? [] : cluster.store.list(kindOf('events'), '')
  if (failure !== '' && !events.some(({ message }) => message === failure))
    noteEvent(cluster, kind, set, {
      component: 'statefulset-controller',
      reason: 'FailedCreate',
      message: failure,
    })
}

/** Answers with why a pod could not be made; empty where nothing failed. */
function moveOn(cluster: Cluster, set: JsonObject, wanted: number, revision: string): string {
  const name = textAt(set, 'metadata', 'name')
  const pods = new Map(podsOf(cluster, set).map((pod) => [numberOf(pod), pod]))
  for (let number = 0; number < wanted; number++) {
    const pod = pods.get(number)
    if (pod === undefined) return make(cluster, set, `${name}-${number}`, number, revision)
    if (!isReady(pod)) return ''
  }
  const byNumber = [...pods.keys()].sort((a, b) => b - a)
  const last = byNumber.find((number) => number >= wanted || revisionOf(pods.get(number)) !== revision)
  const pod = last === undefined ? undefined : pods.get(last)
  if (pod !== undefined) cluster.store.remove(kindOf('pods'), pod)
  return ''
}

function make(cluster: Cluster, set: JsonObject, name: string, number: number, revision: string): string {
  const kind = kindOf('statefulsets')
  const labels = {
    'apps.kubernetes.io/pod-index': String(number),
    'controller-revision-hash': revision,
    'statefulset.kubernetes.io/pod-name': name,
  }
  try {
    const subdomain = textAt(set, 'spec', 'serviceName')
    createPod(cluster, kind, set, { name, labels, spec: { hostname: name, subdomain } })
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause
    return textAt(cause.answer.body, 'message')
  }
  const message = `create Pod ${name} in StatefulSet ${textAt(set, 'metadata', 'name')} successful`
  noteEvent(cluster, kind, set, { component: 'statefulset-controller', reason: 'SuccessfulCreate', message })
  return ''
}

function numberOf(pod: JsonObject): number {
  return Number(textAt(pod, 'metadata', 'labels', 'apps.kubernetes.io/pod-index'))
}

function revisionOf(pod: JsonObject | undefined): string {
  return textAt(pod, 'metadata', 'labels', 'controller-revision-hash')
}

import type { Counts } from './deployment-controller.ts'
import { isJsonObject, type JsonObject, listAt, numberAt, textAt } from './json.ts'

/** What else is known of a rollout. */
export interface Rollout {
  at: string
  replicaSet: string
  /** Whether its ReplicaSet was made in this step. */
  isNew: boolean
  isTimedOut: boolean
  /** Why pods could not be created; empty where they could. */
  failure: string
}

interface Condition {
  type: string
  status: 'True' | 'False'
  reason: string
  message: string
}

/** The conditions of a Deployment after a step, in the order in which they last changed. */
export function rolloutConditions(before: JsonObject, counts: Counts, rollout: Rollout): JsonObject[] {
  const { at, replicaSet, isNew, isTimedOut, failure } = rollout
  let conditions = listAt(before, 'conditions').filter(isJsonObject)
  const set = (condition: Condition, isRefreshed = false): void => {
    const old = conditions.find(({ type }) => type === condition.type)
    const isSame = old?.['status'] === condition.status && old['reason'] === condition.reason
    if (isSame && !isRefreshed) return
    const since = old?.['status'] === condition.status ? textAt(old, 'lastTransitionTime') : at
    const { type, status, reason, message } = condition
    const next = { type, status, lastUpdateTime: at, lastTransitionTime: since, reason, message }
    conditions = [...conditions.filter((one) => one !== old), next]
  }
  const progressing = (status: Condition['status'], reason: string, message: string): Condition => ({
    type: 'Progressing',
    status,
    reason,
    message,
  })
  if (isNew) set(progressing('True', 'NewReplicaSetCreated', `Created new replica set "${replicaSet}"`))
  if (counts.ready >= counts.desired - counts.maxUnavailable) set(available)
  else set(unavailable)
  const reason = textAt(
    conditions.find(({ type }) => type === 'Progressing'),
    'reason',
  )
  const isSettled = counts.replicas === counts.updated && reason === 'NewReplicaSetAvailable'
  const isComplete =
    counts.updated === counts.desired && counts.replicas === counts.desired && counts.ready === counts.desired
  const named = `ReplicaSet "${replicaSet}"`
  if (!isSettled && isComplete)
    set(progressing('True', 'NewReplicaSetAvailable', `${named} has successfully progressed.`))
  else if (!isSettled && isMoving(before, counts))
    set(progressing('True', 'ReplicaSetUpdated', `${named} is progressing.`), true)
  else if (!isSettled && !isNew && isTimedOut)
    set(progressing('False', 'ProgressDeadlineExceeded', `${named} has timed out progressing.`))
  if (failure === '') conditions = conditions.filter(({ type }) => type !== 'ReplicaFailure')
  else set({ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: failure })
  return conditions
}

const available: Condition = {
  type: 'Available',
  status: 'True',
  reason: 'MinimumReplicasAvailable',
  message: 'Deployment has minimum availability.',
}

const unavailable: Condition = {
  type: 'Available',
  status: 'False',
  reason: 'MinimumReplicasUnavailable',
  message: 'Deployment does not have minimum availability.',
}

function isMoving(before: JsonObject, { replicas, updated, ready }: Counts): boolean {
  const [oldUpdated, oldReady] = [numberAt(before, ['updatedReplicas']), numberAt(before, ['readyReplicas'])]
  const oldOnes = numberAt(before, ['replicas']) - oldUpdated
  return updated > oldUpdated || replicas - updated < oldOnes || ready > oldReady
}

import type { KubernetesWorkload } from './workload.ts'

/** How far the cluster is with what was asked of a workload, and why it is judged so. */
export interface Rollout {
  state: 'done' | 'failed' | 'moving'
  because: string
}

/** The rollout of a workload, as `kubectl rollout status` judges it. */
export function rolloutOf(workload: KubernetesWorkload): Rollout {
  const { kind, name, generation, replicas, status } = workload
  const what = `${kind} ${name}`
  const moving = (because: string): Rollout => ({ state: 'moving', because })
  if (status.observedGeneration < generation)
    return moving(`The change of ${what} is not seen by its controller yet.`)
  const failing = status.conditions.find(
    ({ type, reason }) => type === 'Progressing' && reason === 'ProgressDeadlineExceeded',
  )
  if (failing !== undefined) return { state: 'failed', because: `${what}: ${failing.message}` }
  // It may pass, as where old pods hold the quota; the deadline decides.
  const refused = status.conditions.find(
    (condition) => condition.type === 'ReplicaFailure' && condition.status === 'True',
  )
  if (refused !== undefined) return moving(`${what}: ${refused.message}`)
  const of = (ready: number): string => `${ready} of ${replicas}`
  if (status.updatedReplicas < replicas)
    return moving(`${of(status.updatedReplicas)} pods of ${what} are new.`)
  if (status.replicas > status.updatedReplicas)
    return moving(`${status.replicas - status.updatedReplicas} old pods of ${what} are still there.`)
  const ready = Math.min(status.availableReplicas, status.readyReplicas)
  if (ready < replicas) return moving(`${of(ready)} pods of ${what} are available.`)
  return { state: 'done', because: `All ${replicas} pods of ${what} are new and available.` }
}

import type { Manifest } from '../../clients/index.ts'

/** What is changed. */
export interface ChangedObject {
  apiVersion: string
  kind: 'Deployment' | 'StatefulSet' | 'HorizontalPodAutoscaler'
  namespace: string
  name: string
}

/** One write: those fields of the spec of an object that it changes, as they are and as they shall be; null: the object is not there. */
export interface ChangeStep {
  object: ChangedObject
  before: Manifest | null
  after: Manifest | null
  /** Of an autoscaler that is made: how many replicas its workload had, and has again when it is taken away. */
  replicas?: number
}

/** How a step came out. */
export interface StepResult {
  step: ChangeStep
  /**
   * done: written and read back; already: it was so before, nothing was written; skipped: not begun, since something before it failed or was
   * interrupted; refused: nothing was written, for the reason given; unknown: it may have been written, and nobody can be asked.
   */
  state: 'done' | 'already' | 'skipped' | 'refused' | 'unknown'
  /** Why it is neither done nor already so, or what is otherwise than asked although it is done; empty where all is well. */
  reason: string
}

/** The step that takes a step back. */
export function reversed(step: ChangeStep): ChangeStep {
  return { ...step, before: step.after, after: step.before }
}

/** Whether only the number of replicas is set, which the scale subresource is for. */
export function isScaling({ object, after }: ChangeStep): boolean {
  return (
    object.kind !== 'HorizontalPodAutoscaler' && after !== null && Object.keys(after).join() === 'replicas'
  )
}

/** `Deployment lewis-system/lewis-app`. */
export function objectName({ kind, namespace, name }: ChangedObject): string {
  return `${kind} ${namespace}/${name}`
}

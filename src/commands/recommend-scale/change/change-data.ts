import {
  type ChangeEnd,
  type ChangeTarget,
  type FieldChange,
  fieldChanges,
  type StepResult,
} from '../../../apply/index.ts'
import type { Verified } from '../../../scaling/index.ts'

/** One write, and how it came out. */
export interface ChangedObjectData {
  kind: string
  namespace: string
  name: string
  fields: FieldChange[]
  /** `planned` where it was only asked whether the cluster would take it. */
  state: StepResult['state'] | 'planned'
  reason: string
}

/** What was changed in a cluster, or would be. */
export interface ScaleChange {
  action: 'dry-run' | 'apply' | 'undo'
  target: ChangeTarget
  /** Null where nothing was written. */
  undoFile: string | null
  auditFile: string | null
  steps: ChangedObjectData[]
  rollouts: { kind: string; namespace: string; name: string; state: string; because: string }[]
  /** Null where nothing was brought back. */
  rollback: ChangedObjectData[] | null
  verified: Verified[] | null
}

/** Results of steps as data. */
export function stepData({ results }: Pick<ChangeEnd, 'results'>): ChangedObjectData[] {
  return results.map((result) => {
    const { kind, namespace, name } = result.step.object
    return {
      kind,
      namespace,
      name,
      fields: fieldChanges(result.step),
      state: result.state,
      reason: result.reason,
    }
  })
}

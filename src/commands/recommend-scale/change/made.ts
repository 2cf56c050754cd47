import {
  type AuditSubject,
  type ChangeEnd,
  type ChangeStep,
  changeCluster,
  noteChange,
  type RolloutWait,
  type StepResult,
  stepsBack,
} from '../../../apply/index.ts'
import type { KubernetesClient } from '../../../clients/index.ts'
import { OperatorError } from '../../../core/index.ts'
import type { Context } from '../../command.ts'
import { type ScaleChange, stepData } from './change-data.ts'

/** What a change is made with. */
export interface Making {
  client: KubernetesClient
  takesOver: boolean
  auditFile: string
  subject: AuditSubject
  rolloutSeconds: number
  context: Context
  /** What could not be noted of it. */
  problems: string[]
}

/** Makes steps, and notes each in the audit file. */
export function made(
  steps: readonly ChangeStep[],
  making: Making,
  action: AuditSubject['action'] = making.subject.action,
): Promise<ChangeEnd> {
  const { client, takesOver, auditFile, subject, rolloutSeconds, context } = making
  const { world } = context
  const wait: RolloutWait = {
    limitSeconds: rolloutSeconds,
    isInterrupted: () => world.interrupted.aborted,
    sleep: (ms) => world.sleep(ms),
    monotonicMs: () => world.clock.monotonicMs(),
    progress: context.progress,
  }
  const noted = (result: StepResult): void => {
    try {
      const [change] = stepData({ results: [result] })
      if (change !== undefined) noteChange(auditFile, { ...subject, action }, change, world.clock.epochMs())
    } catch (cause) {
      if (!(cause instanceof OperatorError)) throw cause
      making.problems.push(cause.sentence)
    }
  }
  return changeCluster(steps, { client, takesOver, wait, noted })
}

/** Brings back what a change did. */
export function rolledBack(end: ChangeEnd, making: Making): Promise<ChangeEnd> {
  return made(stepsBack(end), { ...making, takesOver: true }, 'rollback')
}

/** Whether all of it is done, and all pods are ready. */
export function isWhole({ results, rollouts }: ChangeEnd): boolean {
  return (
    results.every(({ state }) => state === 'done' || state === 'already') &&
    rollouts.every(({ end }) => end.state === 'done')
  )
}

/** A change as data. */
export function changeData(
  end: ChangeEnd,
  of: Omit<ScaleChange, 'steps' | 'rollouts' | 'rollback' | 'verified'>,
): ScaleChange {
  return {
    ...of,
    steps: stepData(end),
    rollouts: rolloutData(end),
    rollback: null,
    verified: null,
  }
}

/** The rollouts of a change as data. */
export function rolloutData({ rollouts }: ChangeEnd): ScaleChange['rollouts'] {
  return rollouts.map(({ object: { kind, namespace, name }, end: { state, because } }) => ({
    kind,
    namespace,
    name,
    state,
    because,
  }))
}

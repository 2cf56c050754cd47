import type { KubernetesClient } from '../../clients/index.ts'
import { isObject } from '../../core/index.ts'
import { awaitRollout, type RolloutEnd, type RolloutWait } from './await-rollout.ts'
import { type ChangedObject, type ChangeStep, objectName, reversed, type StepResult } from './change-step.ts'
import { writeStep } from './write-step.ts'

/** What came of a change. */
export interface ChangeEnd {
  results: StepResult[]
  /** Of the workloads that were waited for. */
  rollouts: { object: ChangedObject; end: RolloutEnd }[]
}

/** How a change is made. */
export interface ChangeWays {
  client: KubernetesClient
  /** Takes fields over that other managers own. */
  takesOver: boolean
  wait: RolloutWait
  /** Called after each write, before the next. */
  noted(result: StepResult): void
}

/**
 * Makes steps in their order, and waits for a workload's pods before the next step of another object. What fails, or an interruption, ends it:
 * the steps after that are skipped, and said to be.
 */
export async function changeCluster(steps: readonly ChangeStep[], ways: ChangeWays): Promise<ChangeEnd> {
  const { client, takesOver, wait, noted } = ways
  const end: ChangeEnd = { results: [], rollouts: [] }
  let stop = ''
  for (const [index, step] of steps.entries()) {
    if (stop === '' && wait.isInterrupted()) stop = 'It was interrupted before.'
    if (stop !== '') {
      end.results.push({ step, state: 'skipped', reason: stop })
      continue
    }
    wait.progress(`Changing ${objectName(step.object)}`)
    const result = await writeStep(client, step, { dryRun: false, takesOver, sleep: wait.sleep })
    end.results.push(result)
    if (result.state !== 'already') noted(result)
    if (result.state === 'refused' || result.state === 'unknown')
      stop = `${objectName(step.object)} came before, and failed.`
    if (stop === '' && step.after === null && step.replicas !== undefined)
      stop = await scaledBack(step, step.replicas, end, ways)
    if (stop !== '' || isFollowed(steps, index)) continue
    const rollout = await awaitRollout(client, step.object, wait)
    if (step.object.kind !== 'HorizontalPodAutoscaler')
      end.rollouts.push({ object: step.object, end: rollout })
    if (rollout.state === 'interrupted') stop = 'It was interrupted before.'
    else if (rollout.state !== 'done') stop = `${objectName(step.object)} did not become ready before.`
  }
  return end
}

/** Gives a workload the replicas that it had before an autoscaler was made that is gone now. Answers why it could not; empty where it could. */
async function scaledBack(
  step: ChangeStep,
  replicas: number,
  end: ChangeEnd,
  ways: ChangeWays,
): Promise<string> {
  const { client, takesOver, wait, noted } = ways
  const target = step.before?.['scaleTargetRef']
  const { kind, name } = isObject(target) ? target : {}
  if ((kind !== 'Deployment' && kind !== 'StatefulSet') || typeof name !== 'string') return ''
  const object: ChangedObject = { apiVersion: 'apps/v1', kind, namespace: step.object.namespace, name }
  const live = await client.scale(kind, object)
  const now = live.ok ? live.value.desiredReplicas : Number.NaN
  if (now === replicas) return ''
  const back: ChangeStep = { object, before: { replicas: now }, after: { replicas } }
  const result: StepResult = live.ok
    ? await writeStep(client, back, { dryRun: false, takesOver, sleep: wait.sleep })
    : { step: back, state: 'refused', reason: live.reason }
  end.results.push(result)
  noted(result)
  return result.state === 'refused' || result.state === 'unknown'
    ? `${objectName(object)} came before, and failed.`
    : ''
}

/** What takes back those of the steps that are done, or may be, the last first. */
export function stepsBack({ results }: ChangeEnd): ChangeStep[] {
  return results
    .filter(({ state }) => state === 'done' || state === 'unknown')
    .map(({ step }) => reversed(step))
    .toReversed()
}

/** The next step is of the same object: its pods are waited for then. */
function isFollowed(steps: readonly ChangeStep[], index: number): boolean {
  const [one, next] = [steps[index], steps[index + 1]]
  return one !== undefined && next !== undefined && objectName(one.object) === objectName(next.object)
}

import { type ChangeStep, foreignManagers, liveObject, objectName, stepsTo } from '../../../apply/index.ts'
import type {
  Answered,
  KubernetesAutoscaler,
  KubernetesBudget,
  KubernetesClient,
  KubernetesWorkload,
} from '../../../clients/index.ts'
import { OperatorError } from '../../../core/index.ts'
import {
  type FleetSettings,
  foreignObjections,
  historyObjections,
  type InFlightMetric,
  type Objection,
  objections,
  type Recommended,
} from '../../../scaling/index.ts'

import { coversPods } from '../kubernetes-room.ts'
import { settingsOf } from '../kubernetes-workloads.ts'

/** A workload with what is to be changed about it. */
export interface PlannedWorkload {
  /** `namespace/name`. */
  name: string
  workload: KubernetesWorkload
  now: FleetSettings
  proposed: FleetSettings
  steps: ChangeStep[]
  objections: Objection[]
}

/** What is to be changed of each workload, read anew from the cluster; what is left alone, and why. Throws OperatorError (exit 3) where the cluster does not tell. */
export async function plannedChanges(
  client: KubernetesClient,
  recommended: readonly Recommended[],
  { downAtMost, inFlight }: { downAtMost: number; inFlight: InFlightMetric | null },
): Promise<{ planned: PlannedWorkload[]; leftAlone: string[] }> {
  const planned: PlannedWorkload[] = []
  const leftAlone: string[] = []
  const around = new Map<string, { autoscalers: KubernetesAutoscaler[]; budgets: KubernetesBudget[] }>()
  for (const { workload: scaled, recommendation } of recommended) {
    const { namespace, kind, name } = scaled
    if (namespace === null || (kind !== 'Deployment' && kind !== 'StatefulSet')) continue
    const called = `${namespace}/${name}`
    const { proposed } = recommendation
    if (proposed === null) {
      leftAlone.push(`${called}: ${recommendation.because.join('; ')}`)
      continue
    }
    const known = around.get(namespace) ?? {
      autoscalers: told(await client.autoscalers({ namespace }), `the autoscalers of ${namespace}`),
      budgets: told(await client.budgets({ namespace }), `the disruption budgets of ${namespace}`),
    }
    around.set(namespace, known)
    const workload = told(await client.workload(kind, { namespace, name }), `${kind} ${called}`)
    const autoscaler =
      known.autoscalers.find(({ target }) => target.kind === kind && target.name === name) ?? null
    const now = settingsOf(workload, known.autoscalers)
    if (autoscaler !== null && now.autoscaler === null) {
      leftAlone.push(
        `${called}: its autoscaler ${autoscaler.name} follows no utilization of CPU, and would work against it.`,
      )
      continue
    }
    const steps = stepsOrWhyNot({ workload, autoscaler }, proposed, inFlight)
    if (typeof steps === 'string') {
      leftAlone.push(`${called}: ${steps}`)
      continue
    }
    const budgets = known.budgets.filter(({ selector }) => coversPods(selector, workload))
    planned.push({
      name: called,
      workload,
      now,
      proposed,
      steps,
      objections:
        steps.length === 0
          ? []
          : [
              ...historyObjections(called, recommendation.confidence),
              ...objections(called, now, proposed, budgets, downAtMost),
              ...(await foreign(client, steps)),
            ],
    })
  }
  return { planned, leftAlone }
}

function stepsOrWhyNot(...given: Parameters<typeof stepsTo>): ChangeStep[] | string {
  try {
    return stepsTo(...given)
  } catch (cause) {
    if (cause instanceof OperatorError) return cause.sentence
    throw cause
  }
}

async function foreign(client: KubernetesClient, steps: readonly ChangeStep[]): Promise<Objection[]> {
  const found: Objection[] = []
  for (const step of steps) {
    const live = told(await liveObject(client, step), objectName(step.object))
    found.push(...foreignObjections(objectName(step.object), foreignManagers(live, step)))
  }
  return found
}

/** What a change cannot be made without. */
function told<T>(answer: Answered<T>, what: string): T {
  if (answer.ok) return answer.value
  throw new OperatorError({
    sentence: `Kubernetes did not tell ${what}, so nothing was changed: ${answer.reason}`,
    hint: 'Check what you may do: kubectl auth can-i patch deployments.',
    exitCode: 3,
  })
}

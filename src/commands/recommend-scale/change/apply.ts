import { type ChangeStep, type ChangeTarget, writeStep } from '../../../apply/index.ts'
import type { KubernetesClient } from '../../../clients/index.ts'
import { OperatorError, type Outcome } from '../../../core/index.ts'
import { counted } from '../../../report/index.ts'
import type { RecommendData, Recommended } from '../../../scaling/index.ts'
import type { Context } from '../../command.ts'
import { inFlightOf } from '../in-flight-of.ts'
import type { RecommendInput } from '../options.ts'
import { type ScaleChange, stepData } from './change-data.ts'
import { confirm, openForChange, subjectOf, targetOf } from './cluster.ts'
import { begin, type ChangedData, costLines, openObjections, told } from './gates.ts'
import { changeData, isWhole, type Making, made, rolledBack, rolloutData } from './made.ts'
import { plannedChanges } from './planned.ts'
import { diffText } from './shown.ts'
import { baselineOf, verifyChange } from './verify.ts'

/** What is changed, by what, and how busy pods may be afterwards. */
export interface ApplyRequest {
  outcome: Outcome<RecommendData>
  recommended: readonly Recommended[]
  currency: string | null
  busyAtMost: (pods: number) => number
}

/**
 * Changes the cluster to what was recommended: shows it, lets the server judge all of it, asks, writes the undo file, then makes it step by step,
 * waits for new pods and verifies. With --dry-run it ends before anything is asked or written.
 */
export async function applyRecommended(
  { outcome, recommended, currency, busyAtMost }: ApplyRequest,
  input: RecommendInput,
  context: Context,
): Promise<Outcome<ChangedData>> {
  const { world, progress, announce } = context
  const client = await openForChange(input, input.context?.[0] ?? null, context)
  progress('Comparing the plan with the cluster')
  const { planned, leftAlone } = await plannedChanges(client, recommended, {
    downAtMost: input.downAtMost ?? 0.5,
    inFlight: inFlightOf(input),
  })
  const steps = planned.flatMap((one) => one.steps)
  const base = {
    ...outcome,
    warnings: [...outcome.warnings, ...leftAlone.map((sentence) => `Left alone: ${sentence}`)],
  }
  const target = targetOf(client)
  if (steps.length === 0)
    return told(base, { ...nothing, action: input.apply === true ? 'apply' : 'dry-run', target }, [], false)
  await announce([diffText(steps), ...costLines(outcome.data, currency)].join('\n'))
  const open = openObjections(
    planned.flatMap(({ objections }) => objections),
    input,
  )
  await judgedByServer(client, steps, input.apply === true ? allowsForeign(input) : true)
  if (input.apply !== true) return told(base, dryRun(steps, target), open, false)
  const baseline =
    input.verify === undefined
      ? null
      : await baselineOf(
          client,
          planned.filter((one) => one.steps.length > 0),
        )
  await confirm(
    `Make these ${counted(steps.length, 'change')} to ${target.context} (${target.server})?`,
    input,
    context,
  )
  const begun = await begin({ target, steps }, input, context)
  const making: Making = {
    client,
    takesOver: allowsForeign(input),
    auditFile: begun.auditFile,
    subject: subjectOf('apply', target, begun.undoFile, context),
    rolloutSeconds: input.rolloutTimeout ?? 600,
    context,
    problems: [],
  }
  const end = await made(steps, making)
  const change = changeData(end, { action: 'apply', target, ...begun })
  const notes: string[] = []
  if (isWhole(end) && baseline !== null && !world.interrupted.aborted) {
    const seen = await verifyChange(client, baseline, input.verify ?? 0, busyAtMost, context)
    change.verified = seen.verified
    notes.push(...seen.reasons)
  }
  const failed = !isWhole(end) || change.verified?.some(({ holds }) => !holds) === true
  if (failed && input.rollbackOnFailure === true && !world.interrupted.aborted) {
    const back = await rolledBack(end, making)
    change.rollback = stepData(back)
    change.rollouts.push(...rolloutData(back))
  }
  return told(
    base,
    change,
    [...notes, ...making.problems],
    world.interrupted.aborted || notes.length > 0 || making.problems.length > 0,
  )
}

const nothing = { undoFile: null, auditFile: null, steps: [], rollouts: [], rollback: null, verified: null }

/** What is only asked is not looked for. */
const noSleep = async (): Promise<void> => {}

function allowsForeign({ allow }: RecommendInput): boolean {
  return allow?.includes('foreign') === true
}

/** Throws OperatorError (exit 3) where the API server would refuse any of it: then nothing is begun. */
async function judgedByServer(
  client: KubernetesClient,
  steps: readonly ChangeStep[],
  takesOver: boolean,
): Promise<void> {
  for (const step of steps) {
    const { state, reason } = await writeStep(client, step, { dryRun: true, takesOver, sleep: noSleep })
    if (state === 'done' || state === 'already') continue
    throw new OperatorError({
      sentence: `The cluster would not take it, so nothing was changed: ${reason}`,
      hint: 'Mend what it says, or choose what is planned with --name.',
      exitCode: 3,
    })
  }
}

function dryRun(steps: readonly ChangeStep[], target: ChangeTarget): ScaleChange {
  const results = steps.map((step) => ({ step, state: 'done' as const, reason: '' }))
  const change = changeData({ results, rollouts: [] }, { ...nothing, action: 'dry-run', target })
  return { ...change, steps: change.steps.map((one) => ({ ...one, state: 'planned' })) }
}

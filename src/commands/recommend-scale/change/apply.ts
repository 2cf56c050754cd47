import { resolve } from 'node:path'
import {
  type ChangeStep,
  openAuditFile,
  type UndoRecord,
  writeStep,
  writeUndoFile,
} from '../../../apply/index.ts'
import type { KubernetesClient } from '../../../clients/index.ts'
import { OperatorError, type Outcome } from '../../../core/index.ts'
import { counted } from '../../../report/index.ts'
import type { InFlightMetric, RecommendData, Recommended } from '../../../scaling/index.ts'
import type { Context } from '../../command.ts'
import type { RecommendInput } from '../options.ts'
import type { ScaleChange } from './change-data.ts'
import { auditFileOf, confirm, openForChange, subjectOf } from './cluster.ts'
import { changeData, isWhole, type Making, made, rolledBack } from './made.ts'
import { type PlannedWorkload, plannedChanges } from './planned.ts'
import { changeFindings, changeTable, diffText, verifiedTable } from './shown.ts'
import { baselineOf, verifyChange } from './verify.ts'

/** What is recommended, with what was changed. */
export type ChangedData = RecommendData & { change?: ScaleChange }

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
  const client = await openForChange(input, input.context ?? null, context)
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
  const subject = subjectOf('apply', client, '', context)
  const where = { context: subject.context, server: subject.server }
  if (steps.length === 0)
    return told(base, { ...nothing, action: input.apply === true ? 'apply' : 'dry-run', ...where }, [], false)
  await announce(diffText(steps))
  const cost = costText(outcome.data, currency)
  if (cost !== null) await announce(cost)
  const objected = planned.flatMap(({ objections }) => objections)
  const open = objected.filter(({ needs }) => input.allow?.includes(needs) !== true)
  if (input.apply === true) refuseUnless(open)
  await judgedByServer(client, steps, input.apply === true ? allowsForeign(input) : true)
  if (input.apply !== true)
    return told(
      base,
      dryRun(steps, where),
      open.map(({ needs, because }) => `${because} --apply needs --allow ${needs}.`),
      false,
    )
  const baseline =
    input.verify === undefined
      ? null
      : await baselineOf(
          client,
          planned.filter((one) => one.steps.length > 0),
        )
  await confirm(
    `Make these ${counted(steps.length, 'change')} to ${where.context} (${where.server})?`,
    input,
    context,
  )
  const auditFile = auditFileOf(input, context)
  openAuditFile(auditFile)
  const undoFile =
    input.undoFile ??
    `lewis-perf-undo-${new Date(world.clock.epochMs()).toISOString().replaceAll(/[:.]/g, '-')}.json`
  const record: UndoRecord = { target: { kind: 'kubernetes', ...where }, steps }
  writeUndoFile(resolve(world.directory, undoFile), record)
  await announce(`To bring back what was: lewis-perf recommend-scale --undo ${undoFile}`)
  const making: Making = {
    client,
    takesOver: allowsForeign(input),
    auditFile,
    subject: { ...subject, undoFile },
    rolloutSeconds: input.rolloutTimeout ?? 600,
    context,
    problems: [],
  }
  const end = await made(steps, making)
  const change = changeData(end, { action: 'apply', ...where, undoFile, auditFile })
  const notes: string[] = []
  if (isWhole(end) && baseline !== null && !world.interrupted.aborted) {
    const seen = await verifyChange(client, baseline, input.verify ?? 0, busyAtMost, context)
    change.verified = seen.verified
    notes.push(...seen.reasons)
  }
  const failed = !isWhole(end) || change.verified?.some(({ holds }) => !holds) === true
  if (failed && input.rollbackOnFailure === true && !world.interrupted.aborted)
    change.rollback = await rolledBack(end, making)
  return told(
    base,
    change,
    [...notes, ...making.problems],
    world.interrupted.aborted || notes.length > 0 || making.problems.length > 0,
  )
}

const nothing = { undoFile: null, auditFile: null, steps: [], rollouts: [], rollback: null, verified: null }

function inFlightOf({ inFlight, slots }: RecommendInput): InFlightMetric | null {
  return inFlight === undefined || slots === undefined ? null : { metricName: inFlight, slotsPerPod: slots }
}

function allowsForeign({ allow }: RecommendInput): boolean {
  return allow?.includes('foreign') === true
}

/** Throws OperatorError (exit 2) where something has to be allowed by name. */
function refuseUnless(open: readonly PlannedWorkload['objections'][number][]): void {
  const [first] = open
  if (first === undefined) return
  const needs = [...new Set(open.map((one) => one.needs))]
  throw new OperatorError({
    sentence: `${open.map(({ because }) => because).join(' ')} Nothing was changed.`,
    hint: `If that is right: ${needs.map((need) => `--allow ${need}`).join(' ')}.`,
  })
}

/** Throws OperatorError (exit 3) where the API server would refuse any of it: then nothing is begun. */
async function judgedByServer(
  client: KubernetesClient,
  steps: readonly ChangeStep[],
  takesOver: boolean,
): Promise<void> {
  for (const step of steps) {
    const { state, reason } = await writeStep(client, step, { dryRun: true, takesOver })
    if (state === 'done' || state === 'already') continue
    throw new OperatorError({
      sentence: `The cluster would not take it, so nothing was changed: ${reason}`,
      hint: 'Mend what it says, or choose what is planned with --name.',
      exitCode: 3,
    })
  }
}

function dryRun(steps: readonly ChangeStep[], where: { context: string; server: string }): ScaleChange {
  const results = steps.map((step) => ({ step, state: 'done' as const, reason: '' }))
  const change = changeData({ results, rollouts: [] }, { ...nothing, action: 'dry-run', ...where })
  return { ...change, steps: change.steps.map((one) => ({ ...one, state: 'planned' })) }
}

function costText({ workloads }: RecommendData, currency: string | null): string | null {
  const priced = workloads.flatMap(({ costPerMonth }) => (costPerMonth === null ? [] : [costPerMonth]))
  if (currency === null || priced.length === 0) return null
  const [now, next] = [
    priced.reduce((sum, one) => sum + one.current, 0),
    priced.reduce((sum, one) => sum + one.proposed, 0),
  ]
  const delta = Math.round(next - now)
  return `Cost: ${Math.round(now)} -> ${Math.round(next)} ${currency} a month (${delta > 0 ? '+' : ''}${delta}).`
}

/** The outcome with the change in it. */
function told(
  base: Outcome<RecommendData>,
  change: ScaleChange,
  notes: readonly string[],
  isOpen: boolean,
): Outcome<ChangedData> {
  const isNothing = change.steps.length === 0
  return {
    ...base,
    data: { ...base.data, change },
    findings: [...base.findings, ...changeFindings(change, isOpen)],
    tables: [
      ...base.tables,
      ...(isNothing ? [] : [changeTable(change)]),
      ...(change.verified === null || change.verified.length === 0 ? [] : [verifiedTable(change.verified)]),
    ],
    warnings: [
      ...base.warnings,
      ...notes,
      ...(isNothing ? ['The cluster is as recommended: nothing is to be changed.'] : []),
    ],
    ...(isOpen ? { exitCode: 3 as const } : {}),
  }
}

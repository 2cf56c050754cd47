import { resolve } from 'node:path'
import { openAuditFile, type UndoRecord, writeUndoFile } from '../../../apply/index.ts'
import { OperatorError, type Outcome } from '../../../core/index.ts'
import type { Objection, RecommendData } from '../../../scaling/index.ts'
import type { Context } from '../../command.ts'
import type { RecommendInput } from '../options.ts'
import type { ScaleChange } from './change-data.ts'
import { auditFileOf } from './cluster.ts'
import { changeFindings, changeTable, verifiedTable } from './shown.ts'

/** What is recommended, with what was changed. */
export type ChangedData = RecommendData & { change?: ScaleChange }

/** What nobody allowed by name, a sentence each. With --apply throws OperatorError (exit 2) where there is any. */
export function openObjections(objections: readonly Objection[], { apply, allow }: RecommendInput): string[] {
  const open = objections.filter(({ needs }) => allow?.includes(needs) !== true)
  if (apply !== true || open.length === 0)
    return open.map(({ needs, because }) => `${because} --apply needs --allow ${needs}.`)
  const needs = [...new Set(open.map((one) => one.needs))]
  throw new OperatorError({
    sentence: `${open.map(({ because }) => because).join(' ')} Nothing was changed.`,
    hint: `If that is right: ${needs.map((need) => `--allow ${need}`).join(' ')}.`,
  })
}

/** Writes what has to be there before anything is changed: the undo file, and an audit file that takes lines. Throws OperatorError (exit 3) where it cannot. */
export async function begin(
  record: UndoRecord,
  input: RecommendInput,
  context: Context,
): Promise<{ undoFile: string; auditFile: string }> {
  const { world, announce } = context
  const auditFile = auditFileOf(input, context)
  openAuditFile(auditFile)
  const undoFile =
    input.undoFile ??
    `lewis-perf-undo-${new Date(world.clock.epochMs()).toISOString().replaceAll(/[:.]/g, '-')}.json`
  writeUndoFile(resolve(world.directory, undoFile), record)
  await announce(`To bring back what was: lewis-perf recommend-scale --undo ${undoFile}`)
  return { undoFile, auditFile }
}

/** What it costs now and then, a month; nothing where prices are nobody's. */
export function costLines({ workloads }: RecommendData, currency: string | null): string[] {
  const priced = workloads.flatMap(({ costPerMonth }) => (costPerMonth === null ? [] : [costPerMonth]))
  if (currency === null || priced.length === 0) return []
  const [now, next] = [
    priced.reduce((sum, one) => sum + one.current, 0),
    priced.reduce((sum, one) => sum + one.proposed, 0),
  ]
  const delta = Math.round(next - now)
  return [
    `Cost: ${Math.round(now)} -> ${Math.round(next)} ${currency} a month (${delta > 0 ? '+' : ''}${delta}).`,
  ]
}

/** The outcome with the change in it. */
export function told(
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

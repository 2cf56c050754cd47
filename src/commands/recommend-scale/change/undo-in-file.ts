import { type FileStep, lineChanges, noteChange, openAuditFile, writeFileStep } from '../../../apply/index.ts'
import { OperatorError, type Outcome } from '../../../core/index.ts'
import type { Context } from '../../command.ts'
import type { RecommendInput } from '../options.ts'
import { fileDiff } from './apply-file.ts'
import type { ScaleChange } from './change-data.ts'
import { auditFileOf, confirm, subjectOf } from './cluster.ts'
import type { ChangedData } from './gates.ts'
import { changeFindings, changeTable } from './shown.ts'

/** Gives files the texts that they had before an --apply, where nobody changed them since. */
export async function undoInFiles(
  steps: readonly FileStep[],
  undoFile: string,
  input: RecommendInput,
  context: Context,
): Promise<Outcome<ChangedData>> {
  const { world, announce } = context
  const back = steps.map(({ path, before, after }): FileStep => ({ path, before: after, after: before }))
  const [first] = back
  const target = { kind: 'file', path: first?.path ?? '' } as const
  await announce(back.map(fileDiff).join('\n'))
  await confirm(`Write ${back.map(({ path }) => path).join(', ')} as before?`, input, context)
  const auditFile = auditFileOf(input, context)
  openAuditFile(auditFile)
  const problems: string[] = []
  const results = back.map((step) => {
    const fields = lineChanges(step.before, step.after)
    const result = { kind: 'file', namespace: '', name: step.path, fields, ...writeFileStep(step) }
    try {
      if (result.state !== 'already')
        noteChange(auditFile, subjectOf('undo', target, undoFile, context), result, world.clock.epochMs())
    } catch (cause) {
      if (!(cause instanceof OperatorError)) throw cause
      problems.push(cause.sentence)
    }
    return result
  })
  const change: ScaleChange = {
    action: 'undo',
    target,
    undoFile,
    auditFile,
    steps: results,
    rollouts: [],
    rollback: null,
    verified: null,
  }
  const isWhole = results.every(({ state }) => state !== 'refused')
  const isNew = results.some(({ state }) => state === 'done')
  return {
    headline: isWhole
      ? `${target.path} ${isNew ? 'is as it was before' : 'was as before already'}.`
      : `${target.path} was not changed.`,
    data: { model: 'undo', workloads: [], change },
    findings: changeFindings(change, false),
    tables: [changeTable(change)],
    warnings: problems,
    ...(problems.length > 0 ? { exitCode: 3 as const } : {}),
  }
}

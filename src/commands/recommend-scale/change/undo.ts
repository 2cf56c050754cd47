import { isOfFile, openAuditFile, parseUndoFile, reversed, writeStep } from '../../../apply/index.ts'
import { OperatorError, type Outcome } from '../../../core/index.ts'
import { counted } from '../../../report/index.ts'
import type { Context } from '../../command.ts'
import { readInput } from '../../read-input.ts'
import type { RecommendInput } from '../options.ts'
import { auditFileOf, confirm, openForChange, subjectOf, targetOf } from './cluster.ts'
import type { ChangedData } from './gates.ts'
import { changeData, isWhole, type Making, made } from './made.ts'
import { changeFindings, changeTable, diffText } from './shown.ts'
import { undoInFiles } from './undo-in-file.ts'

/** Brings back what was before an --apply, by its undo file. What is so already is left as it is. */
export async function undoChange(
  file: string,
  input: RecommendInput,
  context: Context,
): Promise<Outcome<ChangedData>> {
  const { world, announce } = context
  const record = parseUndoFile(readInput(file, 'Give the undo file that --apply wrote.', context), file)
  if (isOfFile(record)) return undoInFiles(record.steps, file, input, context)
  const { target, steps } = record
  const client = await openForChange(input, input.context?.[0] ?? target.context, context)
  const there = targetOf(client)
  if (there.server !== target.server)
    throw new OperatorError({
      sentence: `${file} is of ${target.server}, and the context ${there.context} is ${there.server}.`,
      hint: 'Give the --context and --kubeconfig of the cluster that was changed.',
    })
  const back = steps.map(reversed).toReversed()
  for (const step of back) {
    const { state, reason } = await writeStep(client, step, {
      dryRun: true,
      takesOver: true,
      sleep: world.sleep,
    })
    if (state === 'done' || state === 'already') continue
    throw new OperatorError({
      sentence: `It cannot be brought back as it was, so nothing was changed: ${reason}`,
      hint: 'Mend what it says by hand: the undo file has every value as it was.',
      exitCode: 3,
    })
  }
  await announce(diffText(back))
  await confirm(
    `Bring back these ${counted(back.length, 'change')} of ${there.context} (${there.server})?`,
    input,
    context,
  )
  const auditFile = auditFileOf(input, context)
  openAuditFile(auditFile)
  const making: Making = {
    client,
    takesOver: true,
    auditFile,
    subject: subjectOf('undo', there, file, context),
    rolloutSeconds: input.rolloutTimeout ?? 600,
    context,
    problems: [],
  }
  const end = await made(back, making)
  const change = changeData(end, {
    action: 'undo',
    target: there,
    undoFile: file,
    auditFile,
  })
  const brought = end.results.filter(({ state }) => state === 'done').length
  const isOpen = world.interrupted.aborted || making.problems.length > 0
  return {
    headline: isWhole(end)
      ? brought === 0
        ? `${there.context} is as it was before: nothing was to be brought back.`
        : `${counted(brought, 'change')} of ${there.context} brought back.`
      : `Not all of ${there.context} is as it was before.`,
    data: { model: 'undo', workloads: [], change },
    findings: changeFindings(change, isOpen),
    tables: [changeTable(change)],
    warnings: making.problems,
    ...(isOpen ? { exitCode: 3 as const } : {}),
  }
}

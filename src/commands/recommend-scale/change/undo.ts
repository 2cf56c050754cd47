import { openAuditFile, parseUndoFile, reversed, writeStep } from '../../../apply/index.ts'
import { OperatorError, type Outcome } from '../../../core/index.ts'
import { counted } from '../../../report/index.ts'
import type { Context } from '../../command.ts'
import { readInput } from '../../read-input.ts'
import type { RecommendInput } from '../options.ts'
import type { ChangedData } from './apply.ts'
import { auditFileOf, confirm, openForChange, subjectOf, withoutCredentials } from './cluster.ts'
import { changeData, isWhole, type Making, made } from './made.ts'
import { changeFindings, changeTable, diffText } from './shown.ts'

/** Brings back what was before an --apply, by its undo file. What is so already is left as it is. */
export async function undoChange(
  file: string,
  input: RecommendInput,
  context: Context,
): Promise<Outcome<ChangedData>> {
  const { world, announce } = context
  const { target, steps } = parseUndoFile(
    readInput(file, 'Give the undo file that --apply wrote.', context),
    file,
  )
  const client = await openForChange(input, input.context ?? target.context, context)
  const server = withoutCredentials(client.context.server)
  if (server !== target.server)
    throw new OperatorError({
      sentence: `${file} is of ${target.server}, and the context ${client.context.name} is ${server}.`,
      hint: 'Give the --context and --kubeconfig of the cluster that was changed.',
    })
  const back = steps.map(reversed).toReversed()
  for (const step of back) {
    const { state, reason } = await writeStep(client, step, { dryRun: true, takesOver: true })
    if (state === 'done' || state === 'already') continue
    throw new OperatorError({
      sentence: `It cannot be brought back as it was, so nothing was changed: ${reason}`,
      hint: 'Mend what it says by hand: the undo file has every value as it was.',
      exitCode: 3,
    })
  }
  await announce(diffText(back))
  await confirm(
    `Bring back these ${counted(back.length, 'change')} of ${client.context.name} (${server})?`,
    input,
    context,
  )
  const auditFile = auditFileOf(input, context)
  openAuditFile(auditFile)
  const making: Making = {
    client,
    takesOver: true,
    auditFile,
    subject: subjectOf('undo', client, file, context),
    rolloutSeconds: input.rolloutTimeout ?? 600,
    context,
    problems: [],
  }
  const end = await made(back, making)
  const change = changeData(end, {
    action: 'undo',
    context: client.context.name,
    server,
    undoFile: file,
    auditFile,
  })
  const brought = end.results.filter(({ state }) => state === 'done').length
  const isOpen = world.interrupted.aborted || making.problems.length > 0
  return {
    headline: isWhole(end)
      ? brought === 0
        ? `${client.context.name} is as it was before: nothing was to be brought back.`
        : `${counted(brought, 'change')} of ${client.context.name} brought back.`
      : `Not all of ${client.context.name} is as it was before.`,
    data: { model: 'undo', workloads: [], change },
    findings: changeFindings(change, isOpen),
    tables: [changeTable(change)],
    warnings: making.problems,
    ...(isOpen ? { exitCode: 3 as const } : {}),
  }
}

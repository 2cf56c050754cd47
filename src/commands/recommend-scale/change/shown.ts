import { type ChangeStep, type FieldChange, fieldChanges, objectName } from '../../../apply/index.ts'
import type { Cell, Finding, Table } from '../../../core/index.ts'
import { formatQuantity } from '../../../report/index.ts'
import type { Verified, VerifiedFigure } from '../../../scaling/index.ts'
import type { ChangedObjectData, ScaleChange } from './change-data.ts'

/** What would be changed, as it is shown before anybody is asked. */
export function diffText(steps: readonly ChangeStep[]): string {
  return steps
    .flatMap((step) => [
      `${objectName(step.object)}${step.before === null ? ' (new)' : ''}`,
      ...fieldChanges(step).flatMap(({ field, before, after }) => [
        ...(before === null ? [] : [`- ${shortField(field)}: ${before}`]),
        ...(after === null ? [] : [`+ ${shortField(field)}: ${after}`]),
      ]),
    ])
    .join('\n')
}

/** A row a field. */
export function changeTable(change: ScaleChange): Table {
  const row = (one: ChangedObjectData, { field, before, after }: FieldChange, state: string): Cell[] => [
    `${one.kind === 'HorizontalPodAutoscaler' ? 'HPA' : one.kind} ${one.name}`,
    shortField(field),
    before ?? 'none',
    after ?? 'none',
    state,
  ]
  return {
    title: {
      'dry-run': 'What --apply would change',
      apply: 'What was changed',
      undo: 'What was brought back',
    }[change.action],
    columns: [
      { key: 'object', title: 'Object' },
      { key: 'field', title: 'Field' },
      { key: 'before', title: 'Before', align: 'right' },
      { key: 'after', title: 'After', align: 'right' },
      { key: 'state', title: 'State' },
    ],
    rows: [
      ...change.steps.flatMap((one) => one.fields.map((field) => row(one, field, one.state))),
      ...(change.rollback ?? []).flatMap((one) =>
        one.fields.map((field) => row(one, field, `brought back: ${one.state}`)),
      ),
    ],
  }
}

/** What was predicted, and what was seen. */
export function verifiedTable(verified: readonly Verified[]): Table {
  return {
    title: 'As predicted?',
    columns: [
      ...(verified.length === 1 ? [] : [{ key: 'workload', title: 'Workload' }]),
      { key: 'what', title: 'What' },
      { key: 'before', title: 'Before', align: 'right' },
      { key: 'predicted', title: 'Predicted', align: 'right' },
      { key: 'seen', title: 'Seen', align: 'right' },
      { key: 'verdict', title: 'Verdict' },
    ],
    rows: verified.flatMap(({ name, figures }) =>
      figures.map((figure): Cell[] => [
        ...(verified.length === 1 ? [] : [name]),
        figureNames[figure.what],
        inWords(figure, figure.before),
        figure.least === figure.most || figure.least === 0
          ? `${figure.least === 0 && figure.most > 0 ? 'at most ' : ''}${inWords(figure, figure.most)}`
          : `${inWords(figure, figure.least)} to ${inWords(figure, figure.most)}`,
        inWords(figure, figure.seen),
        figure.holds ? 'yes' : 'no',
      ]),
    ),
  }
}

/** What failed, and what is not known. */
export function changeFindings(change: ScaleChange, interrupted: boolean): Finding[] {
  const finding = (
    id: string,
    instance: string,
    title: string,
    status: Finding['status'],
    because: string,
  ): Finding => ({ id, instance, title, status, because, evidence: {} })
  const found: Finding[] = []
  for (const { kind, namespace, name, state, reason } of [...change.steps, ...(change.rollback ?? [])]) {
    const instance = `${kind} ${namespace}/${name}`
    if (state === 'refused')
      found.push(finding('change.refused', instance, 'It was not changed', 'fail', reason))
    if (state === 'unknown')
      found.push(
        finding('change.unknown', instance, 'It is not known whether it was changed', 'unknown', reason),
      )
    if (state === 'skipped')
      found.push(
        finding('change.skipped', instance, 'It was not changed', interrupted ? 'unknown' : 'fail', reason),
      )
    if (state === 'done' && reason !== '')
      found.push(finding('change.altered', instance, 'It was changed otherwise', 'warn', reason))
  }
  for (const { kind, namespace, name, state, because } of change.rollouts)
    if (state !== 'done')
      found.push(
        finding(
          'change.rollout',
          `${kind} ${namespace}/${name}`,
          'Its new pods are not ready',
          state === 'interrupted' ? 'unknown' : 'fail',
          because,
        ),
      )
  for (const { name, figures, holds } of change.verified ?? [])
    if (!holds)
      found.push(
        finding(
          'change.verify',
          name,
          'It did not go as predicted',
          'fail',
          figures
            .filter((figure) => !figure.holds)
            .map(
              (figure) =>
                `${figureNames[figure.what]}: ${inWords(figure, figure.seen)}, predicted ${figure.least > 0 ? `${inWords(figure, figure.least)} to ` : 'at most '}${inWords(figure, figure.most)}`,
            )
            .join('; '),
        ),
      )
  return found
}

const figureNames: Readonly<Record<VerifiedFigure['what'], string>> = {
  pods: 'pods ready',
  busy: 'CPU of requested',
  memory: 'fullest pod',
  restarts: 'restarts',
}

function inWords({ what }: VerifiedFigure, value: number): string {
  if (what === 'busy') return formatQuantity(Number(value.toPrecision(2)), 'ratio')
  return what === 'memory' ? formatQuantity(value, 'bytes') : String(value)
}

/** `app requests.cpu` in place of the whole way through the template. */
function shortField(field: string): string {
  return field
    .replace(/^template\.spec\.containers\[([^\]]+)\]\.resources\./, '$1 ')
    .replace(/^metrics\[(\d+)\]\.(?:resource|pods)\.target\./, 'target ')
}

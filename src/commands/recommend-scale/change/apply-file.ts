import { resolve } from 'node:path'
import { type FileStep, lineChanges, noteChange, writeFileStep } from '../../../apply/index.ts'
import { OperatorError, type Outcome } from '../../../core/index.ts'
import {
  historyObjections,
  objections,
  type RecommendData,
  type Recommended,
} from '../../../scaling/index.ts'
import type { Context } from '../../command.ts'
import { changedManifest } from '../emit/index.ts'
import { inFlightOf } from '../in-flight-of.ts'
import type { Manifest, ManifestForm } from '../manifest/index.ts'
import type { RecommendInput } from '../options.ts'
import type { ChangedObjectData, ScaleChange } from './change-data.ts'
import { confirm, subjectOf } from './cluster.ts'
import { begin, type ChangedData, costLines, openObjections, told } from './gates.ts'

/** What is changed in a file, and by what. */
export interface FileRequest {
  outcome: Outcome<RecommendData>
  recommended: readonly Recommended[]
  currency: string | null
  manifest: Manifest
}

/** Writes what was recommended into the operator's own file, after showing it and asking; with --dry-run it only shows it. */
export async function applyToFile(
  { outcome, recommended, currency, manifest }: FileRequest,
  input: RecommendInput,
  context: Context,
): Promise<Outcome<ChangedData>> {
  const { world, announce } = context
  const proposals = recommended.flatMap((one) => {
    const { proposed } = one.recommendation
    return proposed === null ? [] : [{ ...one, proposed }]
  })
  const changed = await changedManifest(manifest, proposals, inFlightOf(input))
  const base = { ...outcome, warnings: [...outcome.warnings, ...changed.warnings] }
  const path = resolve(world.directory, manifest.file)
  const step: FileStep = { path, before: manifest.text, after: changed.text }
  const target = { kind: 'file', path } as const
  const change = (more: Partial<ScaleChange>): ScaleChange => ({
    action: 'dry-run',
    target,
    undoFile: null,
    auditFile: null,
    steps: [],
    rollouts: [],
    rollback: null,
    verified: null,
    ...more,
  })
  if (step.before === step.after) return told(base, change({}), [], false)
  const fields = lineChanges(step.before, step.after)
  await announce([fileDiff(step), ...costLines(outcome.data, currency)].join('\n'))
  const open = openObjections(
    proposals.flatMap(({ workload: { name, current }, recommendation: { confidence }, proposed }) => [
      ...historyObjections(name, confidence),
      ...objections(name, current, proposed, [], input.downAtMost ?? 0.5),
    ]),
    input,
  )
  const data: ChangedObjectData = {
    kind: manifest.form,
    namespace: '',
    name: manifest.file,
    fields,
    state: 'planned',
    reason: '',
  }
  if (input.apply !== true) return told(base, change({ steps: [data] }), open, false)
  await confirm(`Write it to ${manifest.file}?`, input, context)
  const begun = await begin({ target, steps: [step] }, input, context)
  const result = { ...data, ...writeFileStep(step) }
  const problems: string[] = []
  try {
    noteChange(
      begun.auditFile,
      subjectOf('apply', target, begun.undoFile, context),
      result,
      world.clock.epochMs(),
    )
  } catch (cause) {
    if (!(cause instanceof OperatorError)) throw cause
    problems.push(cause.sentence)
  }
  const notes = [...problems, ...(result.state === 'done' ? [nextSteps[manifest.form](manifest.file)] : [])]
  return told(base, change({ action: 'apply', ...begun, steps: [result] }), notes, problems.length > 0)
}

/** Lines that change, as `diff` would show them. */
export function fileDiff({ path, before, after }: FileStep): string {
  const lines = lineChanges(before, after).flatMap((line) => [
    ...(line.before === null ? [] : [`-${line.before}`]),
    ...(line.after === null ? [] : [`+${line.after}`]),
  ])
  return [path, ...lines].join('\n')
}

/** A file is only what shall be: what makes it so. */
const nextSteps: Readonly<Record<ManifestForm, (file: string) => string>> = {
  kubernetes: (file) => `The cluster does not know of it yet: kubectl apply -f ${file}`,
  compose: (file) => `What runs does not know of it yet: docker compose -f ${file} up -d`,
  systemd: () => 'What runs does not know of it yet: systemctl daemon-reload, then restart the unit.',
}

import type { Envelope, Finding, Outcome } from '../../core/index.ts'
import { assertDiagnosis } from './assert-diagnosis.ts'
import { changedFigures, type FigureChange } from './diff-figures.ts'
import { type Change, changedFindings, type FindingChange, type ThresholdsById } from './diff-findings.ts'
import { changesTable, figuresTables, inWords, order } from './diff-tables.ts'

/** The `data` of a `diagnose --diff` result: each finding that warns or fails in one of the two, by what became of it. */
export interface DiffData {
  new: FindingChange[]
  worse: FindingChange[]
  /** It was a warning or a failure, and cannot be told any more. */
  unknown: FindingChange[]
  same: FindingChange[]
  notYetClear: FindingChange[]
  better: FindingChange[]
  gone: FindingChange[]
  figures: FigureChange[]
}

/** A whole `diagnose --diff` result, as `--json` prints it; without data where it ended in an error. */
export type DiffResult = Envelope<DiffData | null>

/**
 * What changed between two saved diagnose results, by finding and by figure. Only what is new or worse warns or fails; it
 * asks for exit code 3 where `after` was not measured whole. Throws OperatorError (exit 2) on results of other commands.
 */
export function diffResults(
  before: Envelope,
  after: Envelope,
  thresholds: ThresholdsById,
): Outcome<DiffData> {
  assertDiagnosis('The first file to compare', before)
  assertDiagnosis('The second file to compare', after)
  const whole = !isIncomplete(after)
  const changes = changedFindings(before.findings, after.findings, { thresholds, whole })
  const of = (change: Change) => changes.filter((one) => one.change === change)
  const figures = changedFigures(before, after)
  return {
    headline: headlineOf(changes),
    data: {
      new: of('new'),
      worse: of('worse'),
      unknown: of('unknown'),
      same: of('same'),
      notYetClear: of('not-yet-clear'),
      better: of('better'),
      gone: of('gone'),
      figures,
    },
    findings: order.flatMap(of).map((change) => findingOf(change, after.findings)),
    tables: [...changesTable(changes), ...figuresTables(figures)],
    warnings: doubts(before, after),
    ...(whole ? {} : { exitCode: 3 }),
  }
}

function headlineOf(changes: readonly FindingChange[]): string {
  const counts = order
    .map((change) => [changes.filter((one) => one.change === change).length, inWords[change]] as const)
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${count} ${words}`)
  if (counts.length === 0) return 'Nothing warns or fails, neither before nor now.'
  const isWorse = changes.some(({ change }) => change === 'new' || change === 'worse')
  return `${isWorse ? 'Worse than before' : 'Not worse than before'}: ${counts.join(', ')}.`
}

function findingOf(
  { change, id, instance, title, was, now, because }: FindingChange,
  after: readonly Finding[],
): Finding {
  const found = after.find((finding) => finding.id === id && (finding.instance ?? null) === instance)
  const base = { id, ...(instance === null ? {} : { instance }), title, evidence: found?.evidence ?? {} }
  if ((change === 'new' || change === 'worse') && found !== undefined) {
    const { detail: _, ...finding } = found
    const lead =
      change === 'new'
        ? was === 'unknown'
          ? 'New, it was unknown before'
          : 'New'
        : 'Worse, it was a warning'
    return { ...finding, because: `${lead}: ${because}` }
  }
  const status = change === 'unknown' ? 'unknown' : change === 'gone' ? 'pass' : 'info'
  return {
    ...base,
    status,
    because: `${inWords[change]} (${was ?? 'absent'}, now ${now ?? 'absent'}): ${because}`,
    detail: true,
  }
}

function isIncomplete({ exitCode }: Envelope): boolean {
  return exitCode === 3 || exitCode === 130
}

function doubts(before: Envelope, after: Envelope): string[] {
  const hosts = [before, after].map(({ data }) =>
    [Object(data).hosts]
      .flat()
      .filter((host) => host !== undefined)
      .join(', '),
  )
  return [
    ...(isIncomplete(before)
      ? ['The old result is not complete: what is called new may have been there before.']
      : []),
    ...(isIncomplete(after)
      ? ['The new result is not complete: what is called gone may still be there.']
      : []),
    ...(Date.parse(before.startedAt) > Date.parse(after.startedAt)
      ? [`The first file is the newer one, of ${before.startedAt}: give the old one first.`]
      : []),
    ...(before.tool.version === after.tool.version
      ? []
      : [
          `The results are of lewis-perf ${before.tool.version} and then ${after.tool.version}: a check may have changed in between.`,
        ]),
    ...(hosts[0] === hosts[1] ? [] : [`The results are of different hosts: ${hosts.join(' and then ')}.`]),
  ]
}

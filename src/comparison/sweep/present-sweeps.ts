import type { Finding, Outcome } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { type BenchCase, type BenchData, caseOf } from '../bench-data.ts'
import {
  recommendSettings,
  type SweepAnswer,
  type SweepSettings,
  settingFindings,
} from './recommend-settings.ts'
import type { Sweep, SweepPoint } from './sweep.ts'
import { answerDoubts, sweepDoubts } from './sweep-doubts.ts'
import { sweepChart, sweepDetail, sweepTable } from './sweep-table.ts'
import { levelInWords } from './sweep-words.ts'

/** The result of sweeps. `points` are those of the first sweep, where the capacity laws look for them; each sweep has its own too. */
export interface SweepData extends BenchData {
  kind: 'sweep'
  points: SweepPoint[]
  sweeps: Sweep[]
  /** One a benchmark. */
  settings: SweepSettings[]
}

/** The answer that sweeps give: a sentence, the settings with their reasons, a table and a chart a sweep; exit code 3 where a level could not be measured. */
export function presentSweeps(
  sweeps: readonly Sweep[],
  { effectiveCores }: { effectiveCores: number },
): Outcome<SweepData> & { headline: string; charts: NonNullable<Outcome<SweepData>['charts']> } {
  const names = [...new Set(sweeps.map(({ name }) => name))]
  const answers = names.map((name) => recommendSettings(name, sweeps))
  const failures = sweeps.flatMap(failureFindings)
  return {
    data: {
      kind: 'sweep',
      cases: sweeps.flatMap(casesOf),
      comparisons: [],
      points: sweeps.find(({ points }) => points.length > 0)?.points ?? [],
      sweeps: [...sweeps],
      settings: answers.map(({ settings }) => settings),
    },
    headline: headline(answers),
    findings: [...answers.flatMap((answer) => settingFindings(answer, effectiveCores)), ...failures],
    tables: sweeps
      .filter(({ points }) => points.length > 0)
      .flatMap((sweep, index) => [
        { ...sweepTable(sweep), ...(index === 0 ? { main: true } : {}) },
        sweepDetail(sweep),
      ]),
    charts: sweeps.flatMap((sweep) => sweepChart(sweep) ?? []),
    warnings: [
      ...answers.flatMap((answer) => answerDoubts(answer, effectiveCores)),
      ...sweeps.flatMap(sweepDoubts),
    ],
    ...(failures.length > 0 ? { exitCode: 3 as const } : {}),
  }
}

/** The throughput of each level over its rounds. */
function casesOf({ name, kind, points }: Sweep): BenchCase[] {
  return points.map(({ concurrency, throughputByRound }) =>
    caseOf(
      `${name}, ${levelInWords(kind, concurrency)}`,
      throughputByRound.flatMap((throughput) => throughput ?? []),
      'per-second',
    ),
  )
}

function headline(answers: readonly SweepAnswer[]): string {
  const [first, ...others] = answers
  const more = others.length === 0 ? '' : ` ${others.length} more below.`
  if (first === undefined || (first.loop === null && first.workers === null))
    return `No level could be measured.${more}`
  const { loop, workers, settings } = first
  const parts = [
    ...(loop === null ? [] : [`max_concurrent_scans ${gain(loop)}`]),
    ...(workers === null ? [] : [`max_workers ${gain(workers)}`]),
  ]
  const pool = settings.pool === null ? '' : ` in a ${settings.pool} pool`
  return `${settings.name}: ${parts.join(', ')}${pool}.${more}`
}

/** `4 (392/s, 3.9 times that of 1)` */
function gain({ sweep, level: { chosen } }: NonNullable<SweepAnswer['loop']>): string {
  const [smallest = chosen] = sweep.points
  const times =
    smallest === chosen
      ? ''
      : `, ${formatQuantity(Number(chosen.speedup.toPrecision(2)))} times that of ${formatQuantity(smallest.concurrency)}`
  return `${formatQuantity(chosen.concurrency)} (${formatQuantity(chosen.throughput, 'per-second')}${times})`
}

function failureFindings(sweep: Sweep): Finding[] {
  return sweep.failures.map(({ concurrency, sentence }) => ({
    id: 'sweep-failure',
    instance: `${sweep.name}, ${levelInWords(sweep.kind, concurrency)}`,
    title: `${levelInWords(sweep.kind, concurrency)} could not be measured`,
    status: 'unknown',
    because: sentence,
    evidence: {},
    advice: [{ text: 'Mend the case, or leave this level out.' }],
  }))
}

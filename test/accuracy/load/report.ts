import { columns } from '../../benchmarks/harness/columns.ts'
import type { Measured, Row } from './suite.ts'
import {
  type CheckVerdict,
  checkVerdicts,
  type Duel,
  duels,
  type Interval,
  type ToolError,
  toolErrors,
} from './verdicts.ts'

/** What became of one row. */
export interface RowResult {
  row: Row
  repetitions: readonly Measured[]
  /** Why a repetition came to no end. */
  faults: readonly string[]
}

/** A row, judged. */
export interface JudgedRow {
  id: string
  title: string
  accept: string
  verdict: 'pass' | 'miss' | 'not run'
  repetitions: number
  because: string[]
  checks: CheckVerdict[]
  errors: ToolError[]
  duels: Duel[]
  notes: Record<string, (number | string)[]>
}

/** Judges a row: all of its checks, and that no rival is better. `costSpreadMs` is how well the truth itself is known. */
export function judgeRow({ row, repetitions, faults }: RowResult, costSpreadMs: number): JudgedRow {
  const { id, title, accept } = row
  const notRun = repetitions.flatMap((one) => one.notRun ?? [])
  const checks = checkVerdicts(repetitions)
  const fought = duels(repetitions, { ms: costSpreadMs })
  const because = [
    ...faults,
    ...checks.flatMap(({ name, holds }) => (holds ? [] : [`${name} does not hold`])),
    ...fought.flatMap(({ rival, figure, isOursWorse }) =>
      isOursWorse ? [`${rival} is better in ${figure}`] : [],
    ),
  ]
  const isEmpty = checks.length === 0 && faults.length === 0
  return {
    id,
    title,
    accept,
    verdict: notRun.length > 0 || isEmpty ? 'not run' : because.length === 0 ? 'pass' : 'miss',
    repetitions: repetitions.length,
    because: [...notRun, ...because],
    checks,
    errors: toolErrors(repetitions),
    duels: fought,
    notes: notesOf(repetitions),
  }
}

function notesOf(repetitions: readonly Measured[]): Record<string, (number | string)[]> {
  const notes: Record<string, (number | string)[]> = {}
  for (const [name, value] of repetitions.flatMap((one) => Object.entries(one.notes ?? {})))
    notes[name] = [...(notes[name] ?? []), value]
  return notes
}

/** Every check: what was asked, what was measured over how many repetitions, and whether it holds. */
export function checksTable(judged: readonly JudgedRow[]): string {
  const [heads, ...lines] = columns([
    ['', 'accept', 'median (interval)', 'runs', ''],
    ...judged.flatMap(({ checks, repetitions }) =>
      checks.map(({ name, unit, limit, holds, ...interval }) => [
        `  ${name}`,
        limit,
        withUnit(interval, unit),
        String(repetitions),
        holds ? 'holds' : 'does not',
      ]),
    ),
  ]).split('\n')
  return [
    heads,
    ...judged.flatMap(({ id, title, accept, verdict, because, checks }) => [
      `${id} ${title}: ${verdict}`,
      `  (${accept})`,
      ...lines.splice(0, checks.length),
      ...because.filter((reason) => !reason.endsWith('does not hold')).map((reason) => `  ${reason}`),
    ]),
  ].join('\n')
}

/** The error of each tool against the truth. */
export function errorsTable(judged: readonly JudgedRow[]): string {
  const lines = judged.flatMap(({ id, errors }) =>
    errors.map(({ figure, tool, unit, silent, ...interval }) => [
      `${id} ${figure}`,
      tool,
      Number.isNaN(interval.median) ? (silent > 0 ? 'does not say' : 'no number') : withUnit(interval, unit),
    ]),
  )
  return columns([['error against truth', 'tool', 'median (interval)'], ...lines])
}

/** One line a row. */
export function summaryTable(judged: readonly JudgedRow[]): string {
  const lines = judged.map(({ id, title, verdict, because }) => [`${id} ${title}`, verdict, because[0] ?? ''])
  return columns([['test', 'verdict', 'because'], ...lines])
}

/** What is to be read beside the results. */
export function notesTable(judged: readonly JudgedRow[]): string {
  const lines = judged.flatMap(({ id, notes }) =>
    Object.entries(notes).map(([name, values]) => [
      `${id} ${name}`,
      values.map((value) => (typeof value === 'number' ? number(value) : value)).join(', '),
    ]),
  )
  return columns([['beside it', 'each repetition'], ...lines])
}

function withUnit({ median, low, high }: Interval, unit: string): string {
  const interval = low === high ? '' : ` (${number(low)} to ${number(high)})`
  return `${number(median)}${interval} ${unit}`.trimEnd()
}

function number(value: number): string {
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(3)))
}

import {
  balancedOrder,
  type ControlJudgement,
  type GateJudgement,
  type GateRule,
  judgeControl,
  judgeLook,
} from '../../comparison/index.ts'
import type { Random } from '../../core/index.ts'
import { addPair, logRatiosOf, newRecord, type PairedRecord } from './paired-record.ts'
import type { Arm, Slot } from './slot.ts'

export interface GateRequest {
  rule: GateRule
  random: Random
  /** Starts a fresh process of `arm` for the benchmarks named, or for all of them. */
  measure(arm: Arm, names: readonly string[] | null): Promise<Slot>
  isInterrupted(): boolean
  progress(text: string): void
}

export interface GateRun {
  record: PairedRecord
  judgements: GateJudgement[]
  control: ControlJudgement
}

/**
 * Measures base and head in pairs of fresh processes, in balanced random order, and judges at each look of the rule until
 * every benchmark is decided. A look at which the control tells of a disturbance decides nothing; at the last look it leaves
 * the benchmarks inconclusive.
 */
export async function runGate(request: GateRequest): Promise<GateRun> {
  const { rule, isInterrupted } = request
  const order = balancedOrder(rule.looks.at(-1) ?? 0, request.random)
  const record = newRecord()
  let judged: Pick<GateRun, 'judgements' | 'control'> = { judgements: [], control: controlOf(record) }
  for (const [look, pairs] of rule.looks.entries()) {
    while (record.pairs < pairs && !isInterrupted()) {
      const open = record.pairs === 0 ? null : openNames(record, judged.judgements)
      request.progress(progressText(record.pairs, pairs, open))
      await measurePair(request, record, open, order[record.pairs] ?? 'base-first')
    }
    judged = judge(rule, record, judged.judgements, look)
    if (isInterrupted() || judged.judgements.every(({ verdict }) => verdict !== 'undecided')) break
  }
  return { record, ...judged }
}

async function measurePair(
  { measure, isInterrupted }: GateRequest,
  record: PairedRecord,
  names: readonly string[] | null,
  order: 'base-first' | 'head-first',
): Promise<void> {
  const arms = order === 'base-first' ? (['base', 'head'] as const) : (['head', 'base'] as const)
  const first = await measure(arms[0], names)
  const second = await measure(arms[1], names)
  // A process that was ended early measured less than its partner.
  if (isInterrupted()) return
  if (order === 'base-first') addPair(record, first, second)
  else addPair(record, second, first)
}

function judge(
  rule: GateRule,
  record: PairedRecord,
  before: readonly GateJudgement[],
  look: number,
): Pick<GateRun, 'judgements' | 'control'> {
  const control = controlOf(record)
  const decided = new Map(
    before.filter(({ verdict }) => verdict !== 'undecided').map((judgement) => [judgement.name, judgement]),
  )
  const benchmarks = record.series.map((one) => ({
    name: one.name,
    logRatios: logRatiosOf(one),
    decided: decided.get(one.name)?.verdict ?? null,
  }))
  const isLast = look === rule.looks.length - 1
  const judgements = judgeLook({ rule, benchmarks, look }).map((judgement): GateJudgement => {
    const earlier = decided.get(judgement.name)
    if (earlier !== undefined) return earlier
    if (control.verdict === 'clean') return judgement
    return { ...judgement, verdict: isLast ? 'inconclusive' : 'undecided', because: control.because }
  })
  return { judgements, control }
}

function controlOf(record: PairedRecord): ControlJudgement {
  return judgeControl({
    logRatios: logRatiosOf(record.control),
    benchmarks: record.series.map((one) => logRatiosOf(one)),
  })
}

function openNames(record: PairedRecord, judgements: readonly GateJudgement[]): string[] {
  const decided = new Set(judgements.filter(({ verdict }) => verdict !== 'undecided').map(({ name }) => name))
  return record.series.map(({ name }) => name).filter((name) => !decided.has(name))
}

function progressText(done: number, next: number, open: readonly string[] | null): string {
  const what = open === null ? 'all benchmarks' : `${open.length} undecided`
  return `pair ${done + 1}, judged after ${next}: ${what}`
}

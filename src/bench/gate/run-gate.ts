import {
  balancedOrder,
  type ControlJudgement,
  type GateJudgement,
  type GateRule,
  judgeControl,
  judgeLook,
  type PairOrder,
} from '../../comparison/index.ts'
import type { Random } from '../../core/index.ts'
import { median } from '../../metrics/index.ts'
import { addPair, listBenchmarks, logRatiosOf, newRecord, type PairedRecord } from './paired-record.ts'
import type { Arm, Slot } from './slot.ts'

export interface GateRequest {
  rule: GateRule
  random: Random
  /** The benchmarks of an arm. */
  names(arm: Arm): Promise<readonly string[]>
  /** So many benchmarks share a process: the two of a pair then follow each other within about half a second. */
  groupSize: number
  /** Starts a fresh process of `arm` for the benchmarks named. */
  measure(arm: Arm, names: readonly string[]): Promise<Slot>
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
  const record = newRecord()
  listBenchmarks(record, await request.names('base'), await request.names('head'))
  const orders = ordersOf(record.series.length, request)
  let judged: Pick<GateRun, 'judgements' | 'control'> = { judgements: [], control: controlOf(record) }
  for (const [look, pairs] of rule.looks.entries()) {
    while (record.pairs < pairs && record.series.length > 0 && !isInterrupted()) {
      const open = openNames(record, judged.judgements)
      request.progress(progressText(record.pairs, pairs, open.length))
      await measurePair(request, record, open, orders)
    }
    if (record.pairs === 0) break
    judged = judge(rule, record, judged.judgements, look)
    if (isInterrupted() || judged.judgements.every(({ verdict }) => verdict !== 'undecided')) break
  }
  return { record, ...judged }
}

/** The orders of each group's pairs, each balanced by itself. */
function ordersOf(benchmarks: number, { rule, random, groupSize }: GateRequest): PairOrder[][] {
  const pairs = rule.looks.at(-1) ?? 0
  return Array.from({ length: Math.ceil(benchmarks / groupSize) }, () => balancedOrder(pairs, random))
}

async function measurePair(
  { measure, isInterrupted, groupSize }: GateRequest,
  record: PairedRecord,
  names: readonly string[],
  orders: readonly PairOrder[][],
): Promise<void> {
  const slots: Record<Arm, Slot[]> = { base: [], head: [] }
  for (let from = 0; from < names.length; from += groupSize) {
    const group = names.slice(from, from + groupSize)
    const isBaseFirst = orders[from / groupSize]?.[record.pairs] !== 'head-first'
    for (const arm of isBaseFirst ? (['base', 'head'] as const) : (['head', 'base'] as const))
      slots[arm].push(await measure(arm, group))
    // A process that was ended early measured less than its partner.
    if (isInterrupted()) return
  }
  addPair(record, joined(slots.base), joined(slots.head))
}

function joined(slots: readonly Slot[]): Slot {
  const controls = slots.flatMap(({ controlSeconds }) => controlSeconds ?? [])
  return {
    seconds: new Map(slots.flatMap(({ seconds }) => [...seconds])),
    failures: new Map(slots.flatMap(({ failures }) => [...failures])),
    controlSeconds: controls.length === 0 ? null : median(controls),
  }
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
  const benchmarks = record.series
    .filter(({ headSeconds }) => headSeconds.length > 0)
    .map((one) => ({
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

function progressText(done: number, next: number, open: number): string {
  return `pair ${done + 1}, judged after ${next}: ${open} ${open === 1 ? 'benchmark' : 'benchmarks'} undecided`
}

import { type Finding, OperatorError, type Outcome, quantity } from '../../core/index.ts'
import { clopperPearson, median } from '../../metrics/index.ts'
import { counted, formatQuantity } from '../../report/index.ts'
import type { BenchData } from '../bench-data.ts'
import type { GateVerdict } from '../gate/index.ts'

const schema = 'lewis-perf/self-test/1'

/** One gate of a self-test: on code that is the same in both versions, or that does 5 % more work in head. */
export interface SelfTestGate {
  schema: typeof schema
  /** ISO 8601, UTC. */
  at: string
  /** Id of the machine. */
  machine: string
  kind: 'same' | 'slower'
  verdict: GateVerdict
  estimate: number
  pairs: number
  seconds: number
}

/** What gates on known code came to, over all runs on this machine. */
export interface SelfTestData extends BenchData {
  kind: 'self-test'
  machine: string
  /** A gate on the same code that fails is a false alarm. */
  same: { gates: number; falseAlarms: number; atMost: number; inconclusive: number; meanPairs: number }
  /** A gate on slower code that does not fail is a miss; `found` counts those that failed. */
  slower: {
    gates: number
    found: number
    passed: number
    atLeast: number
    inconclusive: number
    meanPairs: number
  }
  /** Of one gate. */
  medianSeconds: number
  /** Gates in the file that other machines ran. */
  leftOut: number
}

/** A gate as a line of a file. */
export function selfTestLine(gate: Omit<SelfTestGate, 'schema'>): string {
  return JSON.stringify({ schema, ...gate })
}

/** The gates in a file of such lines; a last line that was cut off is left out. Throws OperatorError (exit 2) on anything else. */
export function parseSelfTest(text: string, source: string): SelfTestGate[] {
  const lines = text.trimEnd().split('\n')
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return []
    const gate = parsed(line)
    if (gate !== null) return [gate]
    if (index === lines.length - 1) return []
    throw new OperatorError({
      sentence: `${source}:${index + 1} is no gate of a self-test.`,
      hint: 'Give a file that bench --self-test --resume made, or the name of a new one.',
    })
  })
}

function parsed(line: string): SelfTestGate | null {
  try {
    const value = Object(JSON.parse(line)) as Partial<Record<keyof SelfTestGate, unknown>>
    const isWhole =
      value.schema === schema &&
      [value.at, value.machine, value.kind, value.verdict].every((one) => typeof one === 'string') &&
      [value.estimate, value.pairs, value.seconds].every((one) => typeof one === 'number')
    return isWhole ? (value as SelfTestGate) : null
  } catch {
    return null
  }
}

/** False alarms and power over all gates of `machine`, each with its bound at 95 %. */
export function presentSelfTest(all: readonly SelfTestGate[], machine: string): Outcome<SelfTestData> {
  const gates = all.filter((gate) => gate.machine === machine)
  const same = gates.filter(({ kind }) => kind === 'same')
  const slower = gates.filter(({ kind }) => kind === 'slower')
  const falseAlarms = countOf(same, 'fail')
  const found = countOf(slower, 'fail')
  const data: SelfTestData = {
    kind: 'self-test',
    cases: [],
    comparisons: [],
    machine,
    same: {
      gates: same.length,
      falseAlarms,
      atMost: same.length === 0 ? 1 : clopperPearson(falseAlarms, same.length, { sides: 1 }).high,
      inconclusive: openOf(same),
      meanPairs: meanPairs(same),
    },
    slower: {
      gates: slower.length,
      found,
      passed: countOf(slower, 'pass'),
      atLeast: slower.length === 0 ? 0 : clopperPearson(found, slower.length, { sides: 1 }).low,
      inconclusive: openOf(slower),
      meanPairs: meanPairs(slower),
    },
    medianSeconds: gates.length === 0 ? 0 : median(gates.map(({ seconds }) => seconds)),
    leftOut: all.length - gates.length,
  }
  return {
    data,
    headline: headlineOf(data),
    findings: [falseAlarmFinding(data), powerFinding(data)],
    tables: [
      {
        title: 'Gates on code that is known, on this machine',
        main: true,
        columns: [
          { key: 'kind', title: 'Head is' },
          { key: 'gates', title: 'Gates', align: 'right' },
          { key: 'failed', title: 'Failed', align: 'right' },
          { key: 'inconclusive', title: 'Inconclusive', align: 'right' },
          { key: 'pairs', title: 'Mean pairs', align: 'right' },
          { key: 'bound', title: 'Rate, bound at 95 %' },
        ],
        rows: [
          [
            'the same code',
            quantity(same.length, 'count'),
            quantity(falseAlarms, 'count'),
            quantity(data.same.inconclusive, 'count'),
            quantity(data.same.meanPairs, 'count'),
            `false alarms: at most ${formatQuantity(data.same.atMost, 'ratio')}`,
          ],
          [
            '5 % more work',
            quantity(slower.length, 'count'),
            quantity(found, 'count'),
            quantity(data.slower.inconclusive, 'count'),
            quantity(data.slower.meanPairs, 'count'),
            `found: at least ${formatQuantity(data.slower.atLeast, 'ratio')}`,
          ],
        ],
      },
    ],
    warnings:
      data.leftOut === 0
        ? []
        : [
            `${counted(data.leftOut, 'gate')} in the file ran on another machine and ${data.leftOut === 1 ? 'was' : 'were'} left out.`,
          ],
  }
}

function countOf(gates: readonly SelfTestGate[], verdict: GateVerdict): number {
  return gates.filter((gate) => gate.verdict === verdict).length
}

function openOf(gates: readonly SelfTestGate[]): number {
  return countOf(gates, 'inconclusive') + countOf(gates, 'undecided')
}

function meanPairs(gates: readonly SelfTestGate[]): number {
  return gates.length === 0 ? 0 : gates.reduce((sum, { pairs }) => sum + pairs, 0) / gates.length
}

function headlineOf({ same, slower }: SelfTestData): string {
  return `${counted(same.falseAlarms, 'false alarm')} in ${counted(same.gates, 'gate')} on the same code, ${slower.found} of ${slower.gates} slowdowns of 5 % found.`
}

function falseAlarmFinding({ same }: SelfTestData): Finding {
  return {
    id: 'self-test.false-alarms',
    title: 'False alarms',
    // The lower end tells whether it is worse than it promises.
    status:
      same.gates > 0 && clopperPearson(same.falseAlarms, same.gates, { sides: 1 }).low > 0.01
        ? 'warn'
        : 'info',
    because: `${same.falseAlarms} of ${same.gates} gates on the same code failed: at 95 % confidence the rate is at most ${formatQuantity(same.atMost, 'ratio')}; to bound it by 1 % takes 299 gates without one`,
    evidence: { 'false alarms': quantity(same.falseAlarms, 'count'), gates: quantity(same.gates, 'count') },
  }
}

function powerFinding({ slower }: SelfTestData): Finding {
  return {
    id: 'self-test.power',
    title: 'Slowdowns found',
    status:
      slower.gates > 0 && clopperPearson(slower.found, slower.gates, { sides: 1 }).high < 0.9
        ? 'warn'
        : 'info',
    because: `${slower.found} of ${slower.gates} gates on 5 % more work failed as they should, ${slower.inconclusive} were inconclusive and ${slower.passed} passed: at 95 % confidence at least ${formatQuantity(slower.atLeast, 'ratio')} are found`,
    evidence: { found: quantity(slower.found, 'count'), gates: quantity(slower.gates, 'count') },
  }
}

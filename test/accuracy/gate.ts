import { parseArgs } from 'node:util'
import { columns } from '../benchmarks/harness/columns.ts'
import {
  tinybenchMargins,
  tinybenchMeans,
  twoBlockMannWhitney,
  vitestCompare,
} from '../benchmarks/harness/naive-designs.ts'
import { scenarioNames, scenarios } from '../comparison/gate/scenarios.ts'
import {
  type GateRates,
  type Simulated,
  simulateGates,
  standardError,
} from '../comparison/gate/simulate-gates.ts'
import { onePerArm, slowerRate, twoBlocks } from '../comparison/gate/simulate-naive.ts'
import { wholeGate } from '../comparison/gate/whole-gate.ts'

/** How often the gate is wrong on simulated machines, with more gates than the tests run; and other designs on the same machines. */
const { values: options } = parseArgs({
  options: {
    gates: { type: 'string', default: '50000' },
    'whole-gates': { type: 'string', default: '4000' },
    comparisons: { type: 'string', default: '4000' },
    seed: { type: 'string', default: '1' },
  },
})
const gates = Number(options.gates)
const wholeGates = Number(options['whole-gates'])
const comparisons = Number(options.comparisons)
const seed = Number(options.seed)
const fivePercent = Math.log(1.05)

type Row = [title: string, experiment: Omit<Simulated, 'scenario' | 'gates' | 'seed'>]

const decisions: Row[] = [
  ['1 benchmark, same code', {}],
  ['1 benchmark, +5 %', { effect: fivePercent }],
  ['4 benchmarks of 0.5 s, same code', { benchmarks: 4 }],
  ['4 benchmarks of 0.5 s, one +5 %', { benchmarks: 4, effect: fivePercent }],
  ['4 benchmarks of 0.125 s, same code', { benchmarks: 4, benchmarkSeconds: 0.125 }],
  ['4 benchmarks of 0.125 s, one +5 %', { benchmarks: 4, benchmarkSeconds: 0.125, effect: fivePercent }],
  ['10 benchmarks of 0.05 s, same code', { benchmarks: 10, benchmarkSeconds: 0.05 }],
  ['10 benchmarks of 0.05 s, one +5 %', { benchmarks: 10, benchmarkSeconds: 0.05, effect: fivePercent }],
  ['second place 3 % slower, balanced', { secondSlotPenalty: 0.03 }],
  ['second place 3 % slower, base always first', { secondSlotPenalty: 0.03, order: 'base-first' }],
]

const controlled: Row[] = [
  ['same code', {}],
  ['+5 %', { effect: fivePercent }],
  ['4 benchmarks of 0.125 s, same code', { benchmarks: 4, benchmarkSeconds: 0.125 }],
  ['all of base 3 % too fast', { baseBias: 0.03 }],
  ['base always first, second 3 % slower', { secondSlotPenalty: 0.03, order: 'base-first' }],
  ['pairs carry over 80 %', { carriedOver: 0.8 }],
]

console.log(`The decision alone, ${gates} gates a row:\n`)
console.log(table(decisions, gates, {}))
console.log(`\nWith the control at every look, ${wholeGates} gates a row:\n`)
console.log(table(controlled, wholeGates, { decide: wholeGate }))
console.log(`\nOther designs, called slower: same code / +5 %, ${comparisons} comparisons each:\n`)
console.log(naiveTable())

function table(rows: readonly Row[], count: number, more: Partial<Simulated>): string {
  const heads = ['', 'false alarms', 'found', 'missed', 'inconclusive', 'suspected', 'contaminated', 'pairs']
  const lines = scenarioNames.flatMap((name) =>
    rows.map(([title, experiment]) => [
      `${name}: ${title}`,
      ...cells(
        simulateGates({ scenario: scenarios[name], gates: count, seed, ...experiment, ...more }),
        experiment.effect !== undefined,
        more.decide !== undefined,
      ),
    ]),
  )
  return columns([heads, ...lines])
}

/** What was not asked of a row stays empty: a slowdown to find, a control. */
function cells(rates: GateRates, hasEffect: boolean, hasControl: boolean): string[] {
  const share = (rate: number) => `${rate.toFixed(4)} ±${standardError(rate, rates.gates).toFixed(4)}`
  return [
    share(rates.falseAlarms),
    hasEffect ? share(rates.found) : '',
    hasEffect ? share(rates.missed) : '',
    share(rates.inconclusive),
    hasControl ? share(rates.suspected) : '',
    hasControl ? share(rates.contaminated) : '',
    rates.meanPairs.toFixed(1),
  ]
}

function naiveTable(): string {
  const designs = [
    ['1 process each, 100 iterations, Mann-Whitney .05', onePerArm, twoBlockMannWhitney],
    ['1 process each, tinybench: margins apart', onePerArm, tinybenchMargins],
    ['1 process each, tinybench: means 5 % apart', onePerArm, tinybenchMeans],
    ['1 process each, vitest: mean hz', onePerArm, vitestCompare],
    ['30 processes each in two blocks, Mann-Whitney .05', twoBlocks, twoBlockMannWhitney],
  ] as const
  const lines = designs.map(([title, design, verdict]) => [
    title,
    ...scenarioNames.map((name) => {
      const question = { scenario: scenarios[name], design, verdict, comparisons, seed }
      const [same, slower] = [slowerRate(question), slowerRate({ ...question, effect: fivePercent })]
      return `${same.toFixed(3)} / ${slower.toFixed(3)}`
    }),
  ])
  return columns([['', ...scenarioNames], ...lines])
}

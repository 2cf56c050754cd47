import { parseArgs } from 'node:util'
import { baselineRule } from '../../src/traffic/index.ts'
import { columns } from '../benchmarks/harness/columns.ts'
import { comparedRates, targets } from '../traffic/baseline/simulated-runs.ts'

/** How often `loadtest --baseline` is wrong on simulated targets: same build, 10 % slower, and runs that differ by themselves. */
const { values: options } = parseArgs({
  options: {
    pairs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
  },
})
const pairs = Number(options.pairs)
const seed = Number(options.seed)
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
const heads = ['', 'worse', 'better', 'not decided', 'passed']
const row = (title: string, { worse, better, open, passed }: ReturnType<typeof comparedRates>): string[] => [
  title,
  ...[worse, better, open, passed].map(percent),
]

console.log(`Two runs compared in p50, p95, p99, errors and rate together, ${pairs} pairs a row:\n`)
console.log(
  columns([
    heads,
    ...Object.entries(targets).flatMap(([name, target]) => [
      row(`${name}, same build`, comparedRates(target, { pairs, seed })),
      row(
        `${name}, no tolerance`,
        comparedRates(target, { pairs, seed, rule: { ...baselineRule(), tolerance: 0, errorTolerance: 0 } }),
      ),
      row(`${name}, 10 % slower`, comparedRates(target, { pairs, seed, slower: 1.1 })),
      row(`${name}, 20 % slower`, comparedRates(target, { pairs, seed, slower: 1.2 })),
    ]),
    ...[0.01, 0.02, 0.03, 0.05].map((betweenRuns) =>
      row(
        `constant, runs differ by ${percent(betweenRuns)}`,
        comparedRates({ ...targets.constant, betweenRuns }, { pairs, seed }),
      ),
    ),
  ]),
)

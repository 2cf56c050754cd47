import { parseArgs } from 'node:util'
import {
  type Backend,
  type Balancer,
  leastConnections,
  peakEwma,
  powerOfTwo,
  roundRobin,
  smoothWeightedRoundRobin,
} from '../../src/balancing/index.ts'
import { type Cell, quantity, seededRandom, type Table } from '../../src/core/index.ts'
import { columns } from './harness/columns.ts'
import { interleave } from './harness/interleave.ts'
import { median, medianPairedRatio } from './harness/ratios.ts'
import { machineLine, writeEnvelope } from './harness/result.ts'

/**
 * What a request costs a balancer, its pick, start and end together, with so many instances of which each has one request open in
 * the mean: frozen, so that the balancer may keep an index, and not, so that it looks at them.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '11' },
    instances: { type: 'string', default: '4,100,1000,10000' },
    output: { type: 'string', short: 'o' },
  },
})
const rounds = Number(values.rounds)
const sizes = values.instances.split(',').map(Number)
const secondsARound = 0.03
const ways = ['frozen', 'not frozen'] as const
type Way = (typeof ways)[number]

const balancers: Readonly<Record<string, () => Balancer>> = {
  'round robin': roundRobin,
  'smooth weighted': smoothWeightedRoundRobin,
  'least connections': leastConnections,
  'power of two': () => powerOfTwo(seededRandom(1).next),
  'peak EWMA': () => peakEwma({ random: seededRandom(1).next }),
}
const weightings: Readonly<Record<string, readonly number[]>> = {
  'weight 1': [1],
  'weights 1 to 3': [1, 2, 3],
}

interface Case {
  balancer: string
  instances: number
  weights: string
  /** Seconds a request, one a round. */
  seconds: Record<Way, number[]>
}

const startedAt = new Date()
const start = performance.now()
console.log(`${machineLine()}\n${rounds} interleaved rounds of ${secondsARound} s after 2 warm-ups`)
console.log('  npm run benchmark:balancing\n')
const cases = sizes.flatMap((instances) =>
  Object.entries(balancers).flatMap(([balancer, create]) =>
    Object.entries(weightings).map(([weights, each]): Case => {
      const runs = {
        frozen: requests(create(), instances, each, 'frozen'),
        'not frozen': requests(create(), instances, each, 'not frozen'),
      }
      return { balancer, instances, weights, seconds: interleave(runs, { rounds, warmUps: 2 }) }
    }),
  ),
)
const table = resultTable()
console.log(columns(rowsAsText(table)))
console.log(`\n${machineLine()}`)
if (values.output !== undefined)
  writeEnvelope(
    values.output,
    {
      command: 'benchmark balancing',
      input: { rounds, instances: sizes, secondsARound },
      startedAt,
      durationMs: Math.round(performance.now() - start),
    },
    { data: { cases }, findings: [], tables: [{ ...table, main: true }], warnings: [] },
  )

/** Measures a while of requests, each call one round; of those that are open any may end. */
function requests(balancer: Balancer, instances: number, weights: readonly number[], way: Way): () => number {
  const loose = Array.from(
    { length: instances },
    (_, index): Backend => ({ id: `i${index}`, weight: weights[index % weights.length] ?? 1 }),
  )
  const backends = way === 'frozen' ? Object.freeze(loose.map((backend) => Object.freeze(backend))) : loose
  const random = seededRandom(2)
  const open: string[] = []
  let at = 0
  const request = (): void => {
    const id = balancer.pick(backends)?.id ?? ''
    balancer.started?.(id)
    const which = random.below(open.length)
    balancer.ended?.(open[which] ?? '', { ok: true, seconds: 0.008, atSeconds: at++ / 1000 })
    open[which] = id
  }
  for (const { id } of backends) {
    balancer.started?.(id)
    open.push(id)
  }
  return () => {
    const from = performance.now()
    let count = 0
    while (performance.now() - from < secondsARound * 1000)
      for (let n = 0; n < 16; n++) {
        request()
        count++
      }
    return (performance.now() - from) / 1000 / count
  }
}

function resultTable(): Table {
  const titles = [
    'instances',
    'frozen',
    'fastest',
    'slowest',
    'not frozen',
    'fastest',
    'slowest',
    'of frozen',
  ]
  return {
    title: 'What a request costs a balancer',
    columns: [
      { key: 'balancer', title: 'balancer' },
      ...titles.map((title, index) => ({ key: `column-${index}`, title, align: 'right' as const })),
    ],
    rows: cases.map(({ balancer, instances, weights, seconds }) => [
      `${balancer}, ${weights}`,
      quantity(instances, 'count'),
      ...ways.flatMap((way): Cell[] =>
        [median(seconds[way]), Math.min(...seconds[way]), Math.max(...seconds[way])].map((value) =>
          quantity(value, 'seconds'),
        ),
      ),
      quantity(medianPairedRatio(seconds['not frozen'], seconds.frozen), 'ratio'),
    ]),
  }
}

function rowsAsText({ columns: heads, rows }: Table): string[][] {
  const text = (value: number, unit: string): string => {
    if (unit === 'count') return value.toLocaleString('en')
    return unit === 'ratio' ? value.toFixed(2) : `${(value * 1e9).toFixed(0)} ns`
  }
  const cells = rows.map((row) =>
    row.map((cell) =>
      cell === null || typeof cell === 'string' ? (cell ?? '') : text(cell.value, cell.unit),
    ),
  )
  return [heads.map(({ title }) => title), ...cells]
}

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { quantity, type Table } from '../../src/core/index.ts'
import { medianInterval } from '../../src/metrics/index.ts'
import { type Bar, barFinding, barLine } from './harness/bar.ts'
import { columns } from './harness/columns.ts'
import { interleave } from './harness/interleave.ts'
import { median } from './harness/ratios.ts'
import { references } from './harness/reference-functions.ts'
import { machineLine, writeEnvelope } from './harness/result.ts'

/** What the measuring loop costs around an empty function, and whether it agrees with mitata on ten others. */
const root = join(import.meta.dirname, '../..')
const agreement = 0.05
// Many short processes say more on a busy machine than few long ones.
const short = ['--time', '100ms', '--warmup-time', '100ms']
const options = { output: { type: 'string', short: 'o' }, rounds: { type: 'string', default: '31' } } as const
const { output, rounds: roundsText } = parseArgs({ options }).values
const rounds = Number(roundsText)

const startedAt = new Date()
const start = performance.now()
const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-benchmark-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
await writePrograms()

const engines = ['lewis-perf', 'mitata', 'tinybench'] as const
type Engine = (typeof engines)[number]
const names = Object.keys(references)

console.log(
  `${machineLine()}\n${rounds} rounds of fresh processes in turn; of each the median of its samples, which are as long by mitata as by us`,
)
for (const engine of engines)
  console.log(
    `  ${engine.padEnd(16)}node ${argumentsFor(engine, 'NAME', ['CALLS']).join(' ').replaceAll(`${folder}/`, '')}`,
  )

const seconds: Record<string, Partial<Record<Engine, number[]>>> = {}
for (const name of names) {
  const compared = name === 'empty' ? engines : engines.filter((engine) => engine !== 'tinybench')
  const calls = callsLikeOurs(medianBy('mitata', name))
  const cases = Object.fromEntries(compared.map((engine) => [engine, () => medianBy(engine, name, calls)]))
  seconds[name] = interleave(cases as Record<Engine, () => number>, { rounds, warmUps: 0 })
}

const bars: Bar[] = [
  { name: "an empty call, of tinybench's", measured: ratioTo('empty', 'tinybench'), asked: 1 },
  { name: 'nanoseconds of an empty call', measured: median(of('empty', 'lewis-perf')) * 1e9, asked: 1 },
  ...names
    .filter((name) => name !== 'empty')
    .map((name) => ({
      name: `${name}, off mitata`,
      measured: Math.abs(ratioTo(name, 'mitata') - 1),
      asked: agreement,
    })),
]
const table = resultTable()
console.log(`\n${columns(rowsAsText(table))}\n`)
for (const bar of bars) console.log(barLine(bar))
if (output !== undefined) {
  const durationMs = Math.round(performance.now() - start)
  writeEnvelope(
    output,
    { command: 'benchmark harness', input: { rounds }, startedAt, durationMs },
    { data: { seconds }, findings: bars.map(barFinding), tables: [table], warnings: [] },
  )
}

/** Programs without a loader in their process, which all import the same compiled functions. */
async function writePrograms(): Promise<void> {
  const sources = ['reference-functions', 'other-engines'].map((name) =>
    join(import.meta.dirname, 'harness', `${name}.ts`),
  )
  await build({
    entryPoints: sources,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    external: ['bun:*'],
    logLevel: 'warning',
  })
  writeFileSync(
    join(folder, 'reference.bench.mjs'),
    `import { references } from './reference-functions.mjs'
suite('reference', ({ bench }) => {
  for (const [name, fn] of Object.entries(references)) bench(name, fn)
})
`,
  )
}

/** What mitata is told, so that its samples last as long as ours; nothing where a call does. */
function callsLikeOurs(secondsEach: number): string[] {
  const calls = Math.ceil(0.0012 / secondsEach / 4) * 4
  return calls > 4 ? [String(calls)] : []
}

function argumentsFor(engine: Engine, name: string, calls: readonly string[]): string[] {
  if (engine === 'lewis-perf')
    return [
      join(root, 'bin/lewis-perf.js'),
      'bench',
      'reference.bench.mjs',
      '--filter',
      name,
      ...short,
      '--json',
    ]
  // mitata asks for it, and otherwise makes garbage of a gigabyte to have it collected.
  const flags = engine === 'mitata' ? ['--expose-gc'] : []
  const size = engine === 'mitata' ? calls : []
  return [
    ...flags,
    join(folder, 'other-engines.mjs'),
    engine,
    join(folder, 'reference-functions.mjs'),
    name,
    ...size,
  ]
}

function medianBy(engine: Engine, name: string, calls: readonly string[] = []): number {
  const args = argumentsFor(engine, name, calls)
  const child = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
  if (child.status !== 0)
    throw new Error(`${engine} ended with ${child.status} for ${name}: ${child.stderr}${child.stdout}`)
  const found = JSON.parse(child.stdout)
  const value: unknown =
    engine === 'lewis-perf' ? found.data.benchmarks[0].summary.medianSeconds : found.medianSeconds
  if (typeof value !== 'number') throw new Error(`${engine} told no median for ${name}: ${child.stdout}`)
  return value
}

function of(name: string, engine: Engine): readonly number[] {
  return seconds[name]?.[engine] ?? []
}

/** How many times as long a call takes by us as by another engine, in each round. */
function ratiosTo(name: string, engine: Engine): number[] {
  const others = of(name, engine)
  return of(name, 'lewis-perf').map((value, round) => value / (others[round] ?? Number.NaN))
}

function ratioTo(name: string, engine: Engine): number {
  return median(ratiosTo(name, engine))
}

function resultTable(): Table {
  const titles = ['engine', 'median', 'fastest', 'slowest', 'ratio', 'from', 'to']
  return {
    title: 'Seconds of one call, and ours as a ratio of it with its 95 % interval',
    columns: [
      { key: 'function', title: 'function' },
      ...titles.map((title) => ({ key: title.replaceAll(' ', '-'), title, align: 'right' as const })),
    ],
    rows: names.flatMap((name) =>
      engines
        .filter((engine) => of(name, engine).length > 0)
        .map((engine) => {
          const own = of(name, engine)
          const { median: ratio, low, high } = medianInterval(ratiosTo(name, engine))
          return [
            name,
            engine,
            ...[median(own), Math.min(...own), Math.max(...own)].map((value) => quantity(value, 'seconds')),
            ...[ratio, low, high].map((value) => (engine === 'lewis-perf' ? null : quantity(value, 'ratio'))),
          ]
        }),
    ),
  }
}

function rowsAsText({ columns: heads, rows }: Table): string[][] {
  const cells = rows.map((row) =>
    row.map((cell) => {
      if (cell === null || typeof cell === 'string') return cell ?? ''
      return cell.unit === 'seconds' ? `${(cell.value * 1e9).toPrecision(4)} ns` : cell.value.toFixed(3)
    }),
  )
  return [heads.map(({ title }) => title), ...cells]
}

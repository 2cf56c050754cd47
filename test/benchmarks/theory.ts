import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Finding, quantity, type Table } from '../../src/core/index.ts'
import { bundled } from './harness/bundled.ts'
import { columns } from './harness/columns.ts'
import { machineLine, writeEnvelope } from './harness/result.ts'
import { bar, type Coverage, coverageOf, type Interval, level } from './theory/coverage.ts'
import { theoryCases } from './theory/theory-cases.ts'

/** How often the interval of the simulator holds what theory knows: over consecutive seeds from 1, each model by each seed. */
const stretch = 20

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: String(bar.seeds) },
    json: { type: 'string' },
    output: { type: 'string', short: 'o' },
  },
})
const seeds = Number(values.seeds)
if (!(Number.isInteger(seeds) && seeds >= 1))
  throw new Error(`--seeds needs a whole number, got ${values.seeds}`)

const startedAt = new Date()
const start = performance.now()
console.log(
  `${machineLine()}\n${theoryCases.length} models by seeds 1 to ${seeds}, each one interval of ${level * 100} % from its runs`,
)
const intervals = await workedOut()
const durationMs = Math.round(performance.now() - start)
const found = theoryCases.flatMap((one, place) =>
  one.figures.map((figure, index) => ({
    model: one.name,
    source: one.source,
    figure: figure.name,
    ...coverageOf(
      figure.truth(),
      (intervals[place] ?? []).map((row) => row[index] ?? null),
    ),
  })),
)
console.log(`\n${columns(rowsAsText())}\n`)
for (const line of notes()) console.log(line)
const missed = found.filter(({ isWithin }) => !isWithin)
console.log(`${machineLine()}; ${(durationMs / 1000).toFixed(0)} s`)
console.log(
  `bar coverage between ${bar.least * 100} and ${bar.most * 100} %, mean half-width at most ${bar.widest * 100} %: ${found.length - missed.length} of ${found.length} figures: ${missed.length === 0 ? 'met' : 'missed'}`,
)
const file = values.json ?? values.output
if (file !== undefined)
  writeEnvelope(
    file,
    { command: 'benchmark theory', input: { seeds, level }, startedAt, durationMs },
    { data: { figures: found }, findings: found.map(findingOf), tables: [tableOf()], warnings: [] },
  )
process.exitCode = missed.length === 0 ? 0 : 1

/** The intervals of each case, by seed: worked out by as many processes as there are cores. */
async function workedOut(): Promise<Interval[][][]> {
  const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-theory-'))
  try {
    const program = await bundled(join(import.meta.dirname, 'theory/theory-worker.ts'), folder)
    const bySeed = theoryCases.map((): Interval[][] => [])
    const open = theoryCases.flatMap((_, place) =>
      Array.from({ length: Math.ceil(seeds / stretch) }, (__, part) => ({
        place,
        from: 1 + part * stretch,
        to: Math.min(1 + (part + 1) * stretch, seeds + 1),
      })),
    )
    await Promise.all(Array.from({ length: availableParallelism() }, () => work(program, open, bySeed)))
    return bySeed
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** One process, which takes what is open until nothing is. */
function work(
  program: string,
  open: { place: number; from: number; to: number }[],
  bySeed: Interval[][][],
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = fork(program, [], { execArgv: [] })
    const next = (): void => {
      const part = open.shift()
      if (part === undefined) child.disconnect()
      else child.send(part)
    }
    child.on(
      'message',
      ({ place, from, intervals: some }: { place: number; from: number; intervals: Interval[][] }) => {
        for (const [index, row] of some.entries()) (bySeed[place] ?? [])[from - 1 + index] = row
        next()
      },
    )
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a process ended with ${code}`))))
    next()
  })
}

function rowsAsText(): string[][] {
  const per = (share: number, digits: number): string => (share * 100).toFixed(digits)
  return [
    ['model', 'figure', 'theory', 'coverage', '95 % interval', 'half-width', ''],
    ...found.map((one) => [
      one.model,
      one.figure,
      one.figure === 'loss share' ? `${per(one.truth, 3)} %` : `${(one.truth * 1000).toFixed(3)} ms`,
      `${per(one.share, 1)} %`,
      `${per(one.low, 1)} to ${per(one.high, 1)} %`,
      `${per(one.halfWidth, 2)} %`,
      one.isWithin ? 'within' : 'NOT WITHIN',
    ]),
  ]
}

function notes(): string[] {
  return theoryCases.map(
    ({ name, source, runs, model }) =>
      `${name}: ${source}; ${runs} runs of ${model.durationSeconds} s after ${model.warmUpSeconds} s by each seed`,
  )
}

function findingOf({
  model,
  figure,
  isWithin,
  inside,
  seeds: tried,
  halfWidth,
}: (typeof found)[number]): Finding {
  return {
    id: 'coverage',
    instance: `${model}, ${figure}`,
    title: `${figure} of ${model}`,
    status: isWithin ? 'pass' : 'fail',
    because: `${inside} of ${tried} intervals hold it, mean half-width ${(halfWidth * 100).toFixed(2)} %`,
    evidence: {
      coverage: quantity(inside / tried, 'ratio'),
      'half-width': quantity(halfWidth, 'ratio'),
    },
  }
}

function tableOf(): Table {
  const cells = (one: Coverage) => [
    quantity(one.truth, 'count'),
    { ...quantity(one.share, 'ratio'), low: one.low, high: one.high, confidence: 0.95 },
    quantity(one.halfWidth, 'ratio'),
    one.isWithin ? 'within' : 'not within',
  ]
  return {
    title: 'Coverage',
    main: true,
    columns: [
      { key: 'model', title: 'Model' },
      { key: 'figure', title: 'Figure' },
      ...['Theory', 'Coverage', 'Half-width', 'Bar'].map((title) => ({
        key: title.toLowerCase(),
        title,
        align: 'right' as const,
      })),
    ],
    rows: found.map((one) => [one.model, one.figure, ...cells(one)]),
  }
}

import { parseArgs } from 'node:util'
import { quantity, type Table } from '../../src/core/index.ts'
import { machineLine, writeEnvelope } from '../benchmarks/harness/result.ts'
import { calmness } from './load/calibration.ts'
import { endChildren } from './load/children.ts'
import {
  checksTable,
  errorsTable,
  type JudgedRow,
  judgeRow,
  notesTable,
  summaryTable,
} from './load/report.ts'
import { rows } from './load/rows/index.ts'
import { runSuite } from './load/run-suite.ts'

/**
 * Whether `lewis-perf loadtest` says what is true, and whether others say it better: exit code 0 where every row holds, 1 where
 * one does not, 3 where one could not be run.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    repetitions: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    json: { type: 'string' },
  },
})
const chosen = chooseRows(values.only)
const repetitions = Number(values.repetitions)
const seed = Number(values.seed)
// Each server of a run has one.
process.setMaxListeners(0)
let isInterrupted = false
process.once('SIGINT', stop).once('SIGTERM', stop)

const startedAt = new Date()
const from = performance.now()
const { load, jitterP99Us, worstMs, isCalm } = calmness()
console.log(machineLine())
console.log(
  `A bare spin of a second: 99 % of its turns within ${jitterP99Us.toFixed(2)} us, the longest ${worstMs.toFixed(2)} ms; ${isCalm ? 'the machine is calm.' : `the machine is NOT calm (load ${load.toFixed(2)}): do not believe a miss.`}`,
)
const minutes = chosen.reduce((sum, row) => sum + row.seconds * (row.isRepeated ? repetitions : 1), 0) / 60
console.log(`${chosen.length} tests, about ${Math.ceil(minutes)} minutes; seed ${seed}`)

const results = await runSuite(chosen, { repetitions, seed, isStopped: () => isInterrupted })
const costs = results.flatMap((result) =>
  result.repetitions.flatMap(({ notes }) => Number(notes?.['c ms'] ?? Number.NaN)),
)
const known = costs.filter(Number.isFinite)
const costSpreadMs = known.length < 2 ? 0 : Math.max(...known) - Math.min(...known)
const judged = results.map((result) => judgeRow(result, costSpreadMs))

console.log(`\n${notesTable(judged)}\n\n${errorsTable(judged)}`)
console.log(
  `Errors in ms that differ by less than ${costSpreadMs.toFixed(3)} ms, the range of c over the runs, count as equal.`,
)
console.log(`\n${checksTable(judged)}\n\n${summaryTable(judged)}\n`)
console.log(machineLine())
if (values.json !== undefined) write(values.json)
process.exitCode = isInterrupted ? 130 : exitCodeOf(judged.map(({ verdict }) => verdict))

function chooseRows(only: string | undefined): typeof rows {
  if (only === undefined) return rows
  const ids = only.split(',')
  const unknown = ids.find((id) => !rows.some((row) => row.id === id))
  if (unknown !== undefined) {
    console.error(`There is no test ${unknown}: choose from ${rows.map(({ id }) => id).join(',')}.`)
    process.exit(2)
  }
  return rows.filter(({ id }) => ids.includes(id))
}

function exitCodeOf(verdicts: readonly JudgedRow['verdict'][]): number {
  if (verdicts.includes('miss')) return 1
  return verdicts.includes('not run') ? 3 : 0
}

/** What was measured so far is still judged. */
function stop(): void {
  isInterrupted = true
  endChildren()
}

function write(file: string): void {
  const run = {
    command: 'accuracy',
    input: { repetitions, seed, only: values.only ?? null },
    startedAt,
    durationMs: Math.round(performance.now() - from),
  }
  writeEnvelope(file, run, {
    data: { costSpreadMs, calm: { load, jitterP99Us, worstMs, isCalm }, rows: judged },
    findings: judged.map(({ id, title, verdict, because }) => ({
      id: id.toLowerCase(),
      title: `${id} ${title}`,
      status: ({ pass: 'pass', miss: 'fail', 'not run': 'unknown' } as const)[verdict],
      because: because.join('; ') || 'Everything that is asked of it holds.',
      evidence: {},
    })),
    tables: [errorTable(judged)],
    warnings: isCalm ? [] : ['The machine was not calm.'],
  })
}

function errorTable(all: readonly JudgedRow[]): Table {
  const right = (key: string, title: string) => ({ key, title, align: 'right' as const })
  return {
    title: 'Error against truth',
    main: true,
    columns: [
      { key: 'figure', title: 'Figure' },
      { key: 'tool', title: 'Tool' },
      right('median', 'Median'),
      right('low', 'From'),
      right('high', 'To'),
      { key: 'unit', title: 'In' },
    ],
    rows: all.flatMap(({ id, errors }) =>
      errors.map(({ figure, tool, unit, median, low, high }) => [
        `${id} ${figure}`,
        tool,
        ...[median, low, high].map((value) => (Number.isFinite(value) ? quantity(value, 'count') : null)),
        unit,
      ]),
    ),
  }
}

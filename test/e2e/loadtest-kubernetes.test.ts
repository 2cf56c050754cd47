import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Envelope } from '../../src/core/index.ts'
import { resultsInLog, runFromSaved } from '../../src/load/index.ts'
import {
  arrivals,
  type LoadtestData,
  mergeTallies,
  parseStages,
  type SavedRun,
} from '../../src/traffic/index.ts'
import { type GroundTruth, startGroundTruth, type TruthLog } from '../servers/ground-truth/index.ts'
import { lewisPerf } from './installed.ts'
import { type Emitted, logOf, manifestIn, pod } from './pods.ts'

type Result = Envelope<LoadtestData>

const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-kubernetes-'))
const stages = '20..60/s:2s,60/s:2s'
const pods = 4
let server: GroundTruth
beforeAll(async () => {
  server = await startGroundTruth({ kind: 'constant', ms: 3 })
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function emit(name: string, ...more: string[]): Promise<Emitted> {
  const file = join(folder, `${name}.yaml`)
  const { code, errors } = await lewisPerf([
    ...['loadtest', server.url, '--stages', stages, '--arrivals', 'poisson', '--seed', '7'],
    ...['--parallelism', String(pods), '--emit', `kubernetes-job=${file}`, ...more],
  ])
  expect([code, errors]).toEqual([0, expect.stringContaining(`wrote ${file}`)])
  return manifestIn(file)
}

async function merge(log: string, ...more: string[]): Promise<{ result: Result; errors: string }> {
  const { output, errors } = await lewisPerf(['loadtest', 'merge', '--from-logs', '--json', ...more], {
    input: log,
  })
  return { result: JSON.parse(output) as Result, errors }
}

describe('the pods of a Job', () => {
  let log = ''
  let seen: TruthLog
  beforeAll(async () => {
    const manifest = await emit('proof', '--start-in', '6s')
    await server.log()
    const ended = await Promise.all(Array.from({ length: pods }, (_, index) => pod(manifest, index)))
    expect(ended.map(({ code, output }) => [code, output.split('\n').length])).toEqual(
      Array.from({ length: pods }, () => [0, 2]),
    )
    log = logOf(ended)
    seen = await server.log()
  })

  test('send together what the plan has due, when it is due', async () => {
    const parsed = parseStages(stages)
    if (!parsed.ok) throw new Error(parsed.problem)
    const next = arrivals(parsed.value, 'poisson', { seed: 7 })
    const dueMs: number[] = []
    for (let arrival = next(); arrival !== null; arrival = next()) dueMs.push(arrival.dueSeconds * 1000)
    expect(seen.arrivedMs).toHaveLength(dueMs.length)
    const arrived = seen.arrivedMs.toSorted((a, b) => a - b)
    const late = dueMs.map((due, index) => (arrived[index] ?? 0) - due).toSorted((a, b) => a - b)
    const median = late[Math.floor(late.length / 2)] ?? 0
    const spread = late.map((one) => Math.abs(one - median)).toSorted((a, b) => a - b)
    // Moved by one offset of the server's clock they are on the schedule; bunched by the second they would be half of one away.
    expect(spread[Math.floor(spread.length / 2)]).toBeLessThan(100)
  })

  test('are one result: counts of the server, histograms bucket by bucket, and the skew of their begins', async () => {
    const { result } = await merge(log)
    const { counts, generators = [], startSkewSeconds, run } = result.data
    expect(counts).toMatchObject({ planned: seen.arrivedMs.length, sent: seen.arrivedMs.length, unsent: 0 })
    expect(counts.ok).toBe(seen.arrivedMs.length)
    expect(generators.map(({ slice }) => slice)).toEqual([1, 2, 3, 4])
    expect(generators.reduce((sum, { sent }) => sum + sent, 0)).toBe(seen.arrivedMs.length)
    expect(startSkewSeconds).toBeGreaterThanOrEqual(0)
    const { runs } = resultsInLog(log, 'log')
    const union = mergeTallies(runs.map(({ tally }) => tally))
    const line = resultsInLog(log, 'log').runs[0]?.slice
    expect(line?.of).toBe(pods)
    const joined = unpack(run)
    expect(joined.tally.cells.map(({ fromDue }) => fromDue)).toEqual(
      union.cells.map(({ fromDue }) => fromDue),
    )
    expect(joined.tally.cells.map(({ fromSend }) => fromSend)).toEqual(
      union.cells.map(({ fromSend }) => fromSend),
    )
    expect(joined.tally.sendLag).toEqual(union.sendLag)
  })

  test('without one of them: it is named, its part is unsent, and limits are not judged', async () => {
    const lines = log.split('\n').filter((one) => !one.includes('lewis-perf-slice/1 3/4 '))
    const { result } = await merge(lines.join('\n'), '--slo', 'p99<10s')
    expect(result.exitCode).toBe(3)
    expect(result.data.validity.verdict).toBe('invalid')
    expect(result.data.validity.reasons[0]).toContain('1 of 4 slices are missing (slice 3')
    expect(result.data.counts.planned).toBe(seen.arrivedMs.length)
    expect(result.data.counts.unsentBy['generator-missing']).toBe(result.data.counts.unsent)
    expect(result.data.generators?.[2]).toMatchObject({ slice: 3, hasResult: false, sent: 0 })
    expect(result.data.slo).toEqual([{ term: 'p99<10s', status: 'unknown', measured: null }])
  })

  test('with a line that was cut, or damaged: it is said', async () => {
    const cut = await merge(log.replace(/(lewis-perf-slice\/1 2\/4 \S+ \d+ \S+ \S{100})\S*/, '$1'))
    expect(cut.result.exitCode).toBe(3)
    expect(cut.result.warnings.join()).toMatch(/slice 2 of 4 in standard input is cut: 100 of \d+ characters/)
    const damaged = await merge(log.replace(/(lewis-perf-slice\/1 2\/4 \S+ \d+ \S+ \S{100})./, '$1+'))
    expect(damaged.result.exitCode).toBe(3)
    expect(damaged.result.warnings.join()).toContain('slice 2 of 4 in standard input is damaged')
  })

  test('given twice, or with those of another plan, are refused', async () => {
    const twice = await merge(`${log}${log}`)
    expect([twice.result.exitCode, twice.result.error?.sentence]).toEqual([
      2,
      'Slice 1 of 4 is given twice, and would be counted twice.',
    ])
    const [, digest = ''] = /lewis-perf-slice\/1 2\/4 (\S+)/.exec(log) ?? []
    const other = createHash('sha256').update(digest).digest('hex').slice(0, 32)
    const forged = await merge(log.replace(`2/4 ${digest}`, `2/4 ${other}`))
    expect(forged.result.warnings.join()).toContain('does not hold what its line says')
  })
})

function unpack(run: SavedRun | undefined) {
  if (run === undefined) throw new Error('there is no run')
  return runFromSaved(run)
}

function startedAgo(ms: number): string[] {
  return ['--start-at', new Date(Date.now() - ms).toISOString()]
}

describe('a pod', () => {
  test('that comes late leaves what it missed unsent, and sends nothing in a bunch', async () => {
    const manifest = await emit('late')
    await server.log()
    const { code, output } = await pod(manifest, 0, {}, startedAgo(1000))
    expect(code).toBe(0)
    const [run] = resultsInLog(output, 'log').runs
    const [account] = run?.tally.accounts ?? []
    const missed = account?.unsent['came-late']?.count ?? 0
    expect(missed).toBeGreaterThan(5)
    expect(account?.sent).toBeGreaterThan(5)
    expect((account?.sent ?? 0) + missed).toBe(account?.planned)
    expect((await server.log()).arrivedMs).toHaveLength(account?.sent ?? 0)
  })

  test('that comes when all is over sends nothing, and says so', async () => {
    const manifest = await emit('over')
    await server.log()
    const { code, output, errors } = await pod(manifest, 0, {}, startedAgo(60_000))
    expect([code, output]).toEqual([3, ''])
    expect(errors).toContain('is over, so that nothing was sent')
    expect((await server.log()).arrivedMs).toEqual([])
  })

  test('refuses a plan that somebody changed', async () => {
    const manifest = await emit('changed')
    const data = {
      'plan.json': (manifest.files.data?.['plan.json'] ?? '').replace('"toRate":60', '"toRate":600'),
    }
    const { code, errors } = await pod({ ...manifest, files: { ...manifest.files, data } }, 0)
    expect(code).toBe(2)
    expect(errors).toContain('is not as it was written')
  })
})

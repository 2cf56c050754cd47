import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Envelope } from '../../src/core/index.ts'
import type { LoadtestData } from '../../src/traffic/index.ts'
import { type GroundTruth, startGroundTruth } from '../servers/ground-truth/index.ts'
import { installed, lewisPerf, run, start } from './installed.ts'

type Result = Envelope<LoadtestData>

let server: GroundTruth
/** Leads to this machine, and is none of the addresses that are known to. */
let other: string
beforeAll(async () => {
  server = await startGroundTruth({ kind: 'constant', ms: 5 })
  other = server.url.replace('127.0.0.1', '0.0.0.0')
})
afterAll(() => server.stop())
const loadtest = (...args: string[]) => lewisPerf(['loadtest', ...args])

describe('while it runs', () => {
  test('a pipe gets plain lines, and standard output the JSON alone', async () => {
    const { output, errors } = await loadtest(server.url, '--rate', '20/s', '--duration', '2s', '--json')
    expect(JSON.parse(output).command).toBe('loadtest')
    const lines = errors.trimEnd().split('\n')
    expect(lines[0]).toBe(`GET / to ${server.url}: 20/s for 2 s`)
    expect(lines[1]).toMatch(
      /^0:01 of 0:02: \d+\/s of 20\/s answered, p50 [\d.]+ ms, p99 .*, \d+ in flight, none failed, 0:01 left$/,
    )
    expect(lines).toHaveLength(2)
  })

  test('--quiet says nothing', async () => {
    expect((await loadtest(server.url, '--users', '1', '--duration', '1s', '-q')).errors).toBe('')
  })

  test('a search says which load holds', async () => {
    const { errors } = await loadtest(
      ...[server.url, '--find-max', '--slo', 'p50<1ms', '--rate', '0.4/s', '--duration', '1s'],
    )
    expect(errors).toMatch(/^load 1: 0\.4\/s (holds|does not hold)$/m)
  })

  test('a terminal of 80 columns is never written past', async () => {
    const command = `stty cols 80; exec ${process.execPath} ${installed} loadtest ${server.url} --stages 0..90/s:2s,90/s:1s`
    const { output } = await run('script', ['-qec', command, '/dev/null'], { env: { TERM: 'xterm' } })
    // Each frame begins with sequences that clear the one before.
    const esc = String.fromCharCode(27)
    const drawn = output.split(new RegExp(`${esc}\\[[\\d;?]*[A-Za-z]|[\\r\\n]`))
    expect(drawn.some((line) => /stage 1\/2 {2}\d+\/s of \d+\/s.*p99.* 0 failed/.test(line))).toBe(true)
    for (const line of drawn) expect(line.length).toBeLessThanOrEqual(80)
  })
})

describe('another machine', () => {
  test('is refused until it is allowed by name', async () => {
    const { code, errors } = await loadtest(other)
    expect([code, errors]).toEqual([2, expect.stringContaining('--allow 0.0.0.0')])
  })

  test('is told what it gets, also with --quiet, and no query that may hold a secret', async () => {
    const { code, errors } = await loadtest(
      ...[`${other}/x?token=hunter2secret`, '--allow', '0.0.0.0', '--users', '1', '--requests', '9', '-q'],
    )
    expect(code).toBe(0)
    expect(errors).toBe(
      `Sending GET /x?token=*** to ${other}: 1 user until 9 requests are sent (allowed by --allow 0.0.0.0; stopped above 2,000/s or 10 GiB).\n`,
    )
  })

  test('is not told more than once the run is refused', async () => {
    const { code, errors } = await loadtest(other, '--allow', '0.0.0.0', '--abort-on-fail')
    expect(code).toBe(2)
    expect(errors).not.toContain('Sending')
  })
})

test('--max-bytes stops a run', async () => {
  const { output } = await loadtest(
    ...[server.url, '--rate', '50/s', '--duration', '60s', '--max-bytes', '2kB', '--json', '-q'],
  )
  const { data, exitCode, findings }: Result = JSON.parse(output)
  expect(exitCode).toBe(1)
  expect(data.durationSeconds).toBeLessThan(30)
  expect(findings.find(({ id }) => id === 'stopped')?.because).toContain('--max-bytes')
})

test('what is under way at Ctrl-C is waited for, and is no failure', async () => {
  const args = [installed, 'loadtest', server.url, '--users', '5', '--duration', '60s', '--json', '-q']
  const { child, ended } = start(process.execPath, args)
  await server.log()
  await server.seen(20)
  child.kill('SIGINT')
  const { code, output } = await ended
  const { data }: Result = JSON.parse(output)
  expect([code, data.counts.inFlight, data.failures]).toEqual([130, 0, {}])
})

test('latencies are shown by status', async () => {
  const faults = await startGroundTruth({ kind: 'faults' })
  const url = `${faults.url}/500`
  const { output } = await loadtest(url, '--users', '1', '--requests', '20', '--json', '-q')
  const shown = await loadtest(url, '--users', '1', '--requests', '20', '-v')
  await faults.stop()
  const { data }: Result = JSON.parse(output)
  expect(data.statuses).toEqual([
    expect.objectContaining({ request: 'GET /500', target: faults.url, status: 500, count: 20 }),
  ])
  expect(shown.output).toMatch(/Latency by status\nStatus +Count +p50.*\n─+\n500 +20 /)
})

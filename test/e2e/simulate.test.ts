import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { SimulateResult } from '../../src/commands/simulate/index.ts'
import { installed, lewisPerf, start } from './installed.ts'
import { cpuSeconds, until } from './process-tree.ts'

const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-simulate-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const simulate = (...args: string[]) => lewisPerf(['simulate', ...args], { cwd: folder })
const parsed = (output: string): SimulateResult => JSON.parse(output)

describe('simulate', () => {
  test('takes service times from a load test, as they were measured', async () => {
    await lewisPerf(
      [
        ...['loadtest', '--demo-with', 'service=5ms,workers=1', '--users', '1', '--requests', '300'],
        ...['-o', 'json=one.json'],
      ],
      { cwd: folder },
    )
    const { data: measured } = JSON.parse(readFileSync(join(folder, 'one.json'), 'utf8'))
    const { meanSeconds, p50Seconds } = measured.latency.fromSend
    const { output } = await simulate(
      ...[
        '--service-from',
        'one.json',
        '--rate',
        '1/s',
        '--instances',
        '4',
        '--duration',
        '1h',
        '--runs',
        '5',
        '--json',
      ],
    )
    const { data, warnings } = parsed(output)
    expect(data?.system.service).toMatchObject({
      kind: 'empirical',
      because: '300 answers measured in one.json',
    })
    // Nobody waits at one a second: what is simulated is what was measured.
    expect(data?.system.service.meanSeconds).toBeCloseTo(meanSeconds, 4)
    expect((data?.figures?.responseSecondsAt.p50?.value ?? 0) / p50Seconds).toBeCloseTo(1, 1)
    expect(warnings.join()).toContain('one.json holds 300 answers only')
    expect(warnings.join()).not.toContain('may have waited')
  })

  test('doubts times of several users, and finds a request by its name', async () => {
    await lewisPerf(
      ['loadtest', '--demo', '/api/v1/scans', '--users', '5', '--requests', '50', '-o', 'json=five.json'],
      { cwd: folder },
    )
    const shared = ['--service-from', 'five.json', '--rate', '1/s', '--duration', '10s', '--runs', '2']
    const { output } = await simulate(...shared, '--request', 'GET /api/v1/scans', '--json')
    expect(parsed(output).warnings.join()).toContain('may have waited at the target')
    const wrong = await simulate(...shared, '--request', 'GET /none')
    expect(wrong.code).toBe(2)
    expect(wrong.errors).toContain('five.json has no request GET /none.')
  })

  test.each([
    [
      'size.json',
      ['size', '--scans-per-hour', '1', '--users', '1', '--retention-days', '1'],
      'is a result of size',
    ],
  ])('refuses %s, which measured nothing', async (name, command, sentence) => {
    await lewisPerf([...command, '-o', `json=${name}`], { cwd: folder })
    const { code, errors } = await simulate('--service-from', name, '--rate', '1/s')
    expect(code).toBe(2)
    expect(errors).toContain(sentence)
  })

  test('keeps the runs that are over when it is interrupted, and ends at once', async () => {
    const long = ['--rate', '2000/s', '--service', '1ms', '--instances', '4', '--duration', '60s']
    const { child, ended } = start(process.execPath, [
      installed,
      ...['simulate', ...long, '--precision', '0.001%', '--runs', '1000', '--json'],
    ])
    // A run takes a fifth of that.
    await until(() => cpuSeconds(child.pid ?? 0) > 3)
    child.kill('SIGINT')
    const { code, output } = await ended
    const { data, interrupted, status } = parsed(output)
    expect([code, interrupted, status]).toEqual([130, true, 'unknown'])
    expect(data?.figures?.runs).toBeGreaterThan(0)
    expect(data?.figures?.isPrecise).toBe(false)
  })

  test('interrupted in its first run says that there is nothing yet', async () => {
    const { child, ended } = start(process.execPath, [
      installed,
      ...['simulate', '--rate', '50000/s', '--service', '1ms', '--instances', '100', '--duration', '10h'],
    ])
    // Its first run takes an hour.
    await until(() => cpuSeconds(child.pid ?? 0) > 1)
    child.kill('SIGTERM')
    const { code, errors } = await ended
    expect(code).toBe(130)
    expect(errors).toContain('The simulation was interrupted before its first run was over.')
  })
})

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Envelope } from '../../src/core/index.ts'
import { startDemoTarget } from '../../src/load/index.ts'
import type { CalibrateData } from '../../src/sizing/index.ts'
import { type LoadtestData, usualDemo } from '../../src/traffic/index.ts'
import { lewisPerf } from './installed.ts'

const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-calibrate-'))
let demo: Awaited<ReturnType<typeof startDemoTarget>>
let spentARequest = 0

/** CPU-seconds and requests so far, by the target's own count. */
async function counted(): Promise<{ cpuSeconds: number; requests: number }> {
  const page = await (await fetch(`${demo.url}/metrics`)).text()
  const figure = (name: string) => Number(new RegExp(`^${name} (.*)$`, 'm').exec(page)?.[1])
  return {
    cpuSeconds: figure('process_cpu_seconds_total'),
    requests: figure('http_requests_received_total'),
  }
}

async function watched(file: string, ...load: string[]): Promise<LoadtestData> {
  await lewisPerf(
    ['loadtest', `${demo.url}/api/health`, ...load, '--watch', String(demo.pid), '-o', `json=${file}`],
    { cwd: folder },
  )
  return JSON.parse(readFileSync(join(folder, file), 'utf8')).data
}

const calibrate = (...args: string[]) =>
  lewisPerf(['size', 'calibrate', '--per', 'scans=requests', ...args], { cwd: folder })

beforeAll(async () => {
  const settings = { ...usualDemo, serviceSeconds: 0.002, workers: 64, cpuSeconds: 0.003 }
  demo = await startDemoTarget({ settings, seed: 1 })
  await watched('warm.json', '--rate', '20/s', '--duration', '1s')
  const before = await counted()
  const recording = lewisPerf(
    [
      ...['monitor', '--pid', String(demo.pid), '--scrape', `${demo.url}/metrics`, '--interval', '250ms'],
      ...['--duration', '16s', '--record', 'demo.jsonl', '-q'],
    ],
    { cwd: folder },
  )
  await watched('stages.json', '--stages', '5/s:3s,15/s:3s,30/s:3s')
  const after = await counted()
  spentARequest = (after.cpuSeconds - before.cpuSeconds) / (after.requests - before.requests)
  for (const rate of [5, 10, 20, 40])
    await watched(`${rate}.json`, '--rate', `${rate}/s`, '--duration', rate === 20 ? '2s' : '1s')
  await recording
}, 60_000)
afterAll(async () => {
  await demo.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('size calibrate on the embedded target', () => {
  let result: Envelope<CalibrateData>
  beforeAll(async () => {
    result = JSON.parse((await calibrate('--samples', 'stages.json', '--json')).output)
  })

  // How near is for npm run accuracy:calibrate: a test shares its machine.
  test('finds the CPU of a request', () => {
    const cost = result.data.unitCosts.cpuSecondsPerScan?.value ?? 0
    expect(cost).toBeGreaterThan(spentARequest * 0.7)
    expect(cost).toBeLessThan(spentARequest * 1.3)
    expect(cost).toBeGreaterThan(0.0027)
  })

  test('finds it in a recording of monitor too', async () => {
    const { output } = await lewisPerf(
      [
        ...['size', 'calibrate', '--samples', 'demo.jsonl', '--window', '1s', '--json'],
        ...['--per', 'scans=http_requests_received_total:rate'],
      ],
      { cwd: folder },
    )
    const { data } = JSON.parse(output) as Envelope<CalibrateData>
    const cost = data.unitCosts.cpuSecondsPerScan?.value ?? 0
    expect(cost).toBeGreaterThan(spentARequest * 0.6)
    expect(cost).toBeLessThan(spentARequest * 1.4)
    expect(data.fits[0]?.what).toMatch(/^process\.cpu\{name=node:\d+\} of demo\.jsonl$/)
  })

  test('predicts what a load that was held out takes', () => {
    const held = JSON.parse(readFileSync(join(folder, '20.json'), 'utf8')).data as LoadtestData
    const stage = held.watch?.targets[0]?.stages[0]
    const [fit] = result.data.fits
    const predicted =
      (fit?.base.value ?? 0) + (fit?.slopes[0]?.value ?? 0) * (stage?.throughputPerSecond ?? 0)
    expect(predicted / (stage?.busyCores ?? 0)).toBeGreaterThan(0.7)
    expect(predicted / (stage?.busyCores ?? 0)).toBeLessThan(1.3)
  })

  test('fits the network over runs, and writes what size plans with', async () => {
    const runs = ['stages.json', '5.json', '10.json', '20.json', '40.json']
    const { code, output } = await calibrate('--samples', ...runs, '--write', 'my.yaml', '--json')
    const { data } = JSON.parse(output) as Envelope<CalibrateData>
    expect(code).toBe(0)
    const one = JSON.parse(readFileSync(join(folder, '20.json'), 'utf8')).data as LoadtestData
    const bits = (((one.run?.receivedBytes ?? 0) + (one.run?.sentBytes ?? 0)) * 8) / one.counts.sent
    expect((data.unitCosts.networkPerScanBits?.value ?? 0) / bits).toBeCloseTo(1, 1)
    const size = await lewisPerf(
      [
        ...[
          'size',
          '--profile',
          'my.yaml',
          '--scans-per-hour',
          '36000',
          '--users',
          '1',
          '--retention-days',
          '1',
        ],
        ...['--memory-per-user', '1MiB', '--base-memory', '1GiB', '--gb-per-day', '1', '--json'],
      ],
      { cwd: folder },
    )
    const plan = JSON.parse(size.output)
    expect(plan.data.model).toBe('demand')
    expect(plan.data.need.cpuCores.value * 0.7).toBeCloseTo(
      (data.unitCosts.cpuSecondsPerScan?.value ?? 0) * 10,
      4,
    )
  })

  test('gives service times to the queue of size', async () => {
    const args = ['--model', 'queueing', '--slo', 'p50<5s', '--service-from', '10.json', '--json']
    const workload = ['--scans-per-hour', '360000', '--users', '1', '--retention-days', '1']
    const { code, errors } = await lewisPerf(['size', ...workload, ...args], { cwd: folder })
    // 10 answers are no shape.
    expect([code, errors]).toEqual([2, expect.stringContaining('has 10 good answers')])
    const enough = args.map((word) => (word === '10.json' ? 'stages.json' : word))
    const { output } = await lewisPerf(['size', ...workload, ...enough], { cwd: folder })
    const { data } = JSON.parse(output)
    expect(data.queue.service.value).toBeGreaterThan(0.003)
    expect(data.queue.service.low).toBeLessThan(data.queue.service.value)
    expect(data.need.cpuCores.value).toBeGreaterThan(data.queue.service.value * 100 - 1)
  })

  test.each([
    [['--samples', 'stages.json', '--cpu', 'process.cpu'], '--cpu names a series of a recording'],
    [['--samples', 'stages.json', '--of', 'nginx'], 'stages.json watched no nginx'],
    [['--samples', 'stages.json', '--per', 'users=users'], 'is an open load test, which has no users'],
    [
      ['--samples', 'stages.json', '--per', 'users=app.connections'],
      'has no metric app.connections for users',
    ],
    [['--samples', '10.json'], 'a fit needs at least 4'],
  ])('%j is refused', async (args, words) => {
    const { code, errors } = await calibrate(...args)
    expect(errors).toContain(words)
    expect(code).toBe(2)
  })
})

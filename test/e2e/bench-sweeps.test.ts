import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SweepData } from '../../src/comparison/index.ts'
import type { Envelope } from '../../src/core/index.ts'
import { installed, lewisPerf, oneFile, run, start } from './installed.ts'
import { descendants, seen, until } from './process-tree.ts'

let folder = ''
let scratch = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lewis-perf-bench-sweeps-'))
  scratch = join(folder, 'scratch')
  mkdirSync(scratch)
  const write = (name: string, body: string) =>
    writeFileSync(
      join(folder, `${name}.bench.mjs`),
      `import { suite } from 'lewis-perf/bench'\nsuite('scan', ({ bench }) => {\n${body}\n})\n`,
    )
  write('waits', `bench('waits', () => new Promise((resolve) => setTimeout(resolve, 2)))`)
  write(
    'mixed',
    `bench('waits', () => new Promise((resolve) => setTimeout(resolve, 2)))\nbench('throws', () => { throw new Error('no such file') })`,
  )
  write('never', `bench('never ends', () => new Promise(() => {}))`)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const short = ['--time', '50ms', '--warmup-time', '10ms', '--rounds', '2']
const options = () => ({ cwd: folder, env: { TMPDIR: scratch } })
const bench = (...args: string[]) => lewisPerf(['bench', ...args], options())
const parsed = (text: string) => JSON.parse(text) as Envelope<SweepData>

describe('a sweep from the command line', () => {
  test('measures every level on the event loop, in threads and in processes', async () => {
    const levels = ['--concurrency', '1,3', '--workers', '1,2', '--pool', 'thread,process']
    const { code, output } = await bench('waits.bench.mjs', ...levels, ...short, '--json')
    const { data, charts } = parsed(output)
    expect(code).toBe(0)
    expect(
      data.sweeps.map(({ kind, points }) => [kind, points.map(({ concurrency }) => concurrency)]),
    ).toEqual([
      ['event-loop', [1, 3]],
      ['threads', [1, 2]],
      ['processes', [1, 2]],
    ])
    // What the capacity laws read.
    expect(data.points).toEqual(data.sweeps[0]?.points)
    expect(charts?.length).toBe(3)
    for (const { points } of data.sweeps)
      for (const point of points) {
        expect(point.throughput).toBeGreaterThan(0)
        expect(point.efficiency).toBeCloseTo(point.speedup / point.concurrency, 9)
        expect(point.throughputByRound.length).toBe(2)
      }
  })

  test('works in the one file, and its tables fit 80 columns', async () => {
    const args = ['bench', 'waits.bench.mjs', '--workers', '2', '--pool', 'thread,process', ...short]
    const { code, output } = await run(process.execPath, [oneFile, ...args], options())
    expect(code).toBe(0)
    expect(output).toContain('worker processes')
    expect(output.split('\n').filter((line) => line.length > 80)).toEqual([])
  })

  test('keeps the case that can be measured beside one that fails, and exits 3', async () => {
    const { code, output } = await bench('mixed.bench.mjs', '--concurrency', '1,2', ...short, '--json')
    const { data, findings } = parsed(output)
    expect(code).toBe(3)
    expect(data.sweeps.map(({ name, points }) => [name, points.length])).toEqual([
      ['scan > waits', 2],
      ['scan > throws', 0],
    ])
    expect(findings.filter(({ id }) => id === 'sweep-failure').map(({ because }) => because)).toEqual(
      Array.from(
        { length: 2 },
        () => 'scan > throws: every operation threw, the first saying "no such file".',
      ),
    )
  })

  test('ends a case that never resolves at the time limit, and leaves no process and no file', async () => {
    const { code, output, errors } = await bench(
      'never.bench.mjs',
      '--concurrency',
      '1',
      ...short,
      '--timeout',
      '3s',
    )
    expect([code, output]).toEqual([3, ''])
    expect(errors).toMatch(/^error: scan > never ends: .* was not done in time while it was .*\nhint: .*\n$/)
    expect(readdirSync(scratch)).toEqual([])
  })

  test.each([
    [['--concurrency', '0,2'], '--concurrency has a level of 0'],
    [['--concurrency', '1,x'], '--concurrency is not a number'],
    [['--workers', '1', '--pool', 'fibre'], 'Choose thread, process or thread,process.'],
    [['--concurrency', '1', '--pool', 'thread'], '--pool does nothing without --workers.'],
    [['--concurrency', '1', '--filter', 'none'], 'No benchmark has "none" in its name.'],
    [['--concurrency', '1', '--time', '2s', '--timeout', '1s'], '--timeout ends it after 1s'],
  ])('refuses %j', async (args, sentence) => {
    const { code, errors } = await bench('waits.bench.mjs', ...args)
    expect([code, errors]).toEqual([2, expect.stringContaining(sentence)])
  })

  test('saves what it has at Ctrl-C, and ends all workers', async () => {
    const file = join(folder, 'partial.json')
    const args = [
      'waits.bench.mjs',
      '--workers',
      '1,2',
      '--pool',
      'process',
      '--time',
      '100ms',
      '--rounds',
      '100',
    ]
    const { child, ended } = start(
      process.execPath,
      [installed, 'bench', ...args, '--warmup-time', '10ms', '--json', '-o', file],
      options(),
    )
    // The keeper and two workers below it: at least the first level is being measured.
    const workers = await until(() => {
      const all = descendants(child.pid ?? 0)
      return all.length >= 3 ? all : null
    })
    child.kill('SIGINT')
    const { code, output } = await ended
    expect(code).toBe(130)
    for (const text of [output, readFileSync(file, 'utf8')])
      expect(parsed(text)).toMatchObject({ interrupted: true, exitCode: 130, error: null })
    // The kernel takes a moment to bury what was killed.
    await until(() => workers.every(({ pid }) => seen(pid) === null))
    expect(readdirSync(scratch)).toEqual([])
  })
})

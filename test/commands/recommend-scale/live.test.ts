import { type ChildProcess, spawn } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { main } from '../../../src/cli/main.ts'
import { nodeWorld } from '../../../src/cli/node-world.ts'
import type { RecommendData } from '../../../src/scaling/index.ts'
import { run } from '../../cli/run-main.ts'
import { fakeWorld } from '../../fake-world.ts'

let busy: ChildProcess
beforeEach(() => {
  // Half of a core, in turns of a tenth of a second.
  busy = spawn(process.execPath, [
    '-e',
    'setInterval(() => { const until = performance.now() + 50; while (performance.now() < until); }, 100)',
  ])
})
afterEach(() => void busy.kill('SIGKILL'))

async function live(args: readonly string[], interruptAfterMs: number | null = null) {
  const stop = new AbortController()
  const fake = fakeWorld()
  const { files, platform, clock } = nodeWorld()
  const world = {
    ...fake.world,
    files,
    platform,
    clock,
    interrupted: stop.signal,
    sleep: (ms: number) =>
      new Promise<void>((done) => {
        const timer = setTimeout(done, ms)
        stop.signal.addEventListener('abort', () => {
          clearTimeout(timer)
          done()
        })
      }),
  }
  if (interruptAfterMs !== null) setTimeout(() => stop.abort(), interruptAfterMs)
  const exitCode = await main(['recommend-scale', ...args, '--json'], world)
  const { data, warnings } = JSON.parse(fake.output())
  return { exitCode, data: data as RecommendData, warnings: warnings as string[] }
}

describe('recommend-scale --live', () => {
  test('plans a process from what it used while it was watched, and says how little that is', async () => {
    const pid = String(busy.pid)
    const { exitCode, data } = await live(['--live', '6s', '--pid', pid, '--request', '250m,64MiB'])
    expect(exitCode).toBe(0)
    const [one] = data.workloads
    expect(one?.name).toBe(`process ${pid}`)
    // Half a core is more than 250m; machines that are busy otherwise give it less.
    const [, cores] = /^busiest: ([\d.]+) cores/.exec(one?.because[0] ?? '') ?? []
    expect(Number(cores)).toBeGreaterThan(0.1)
    expect(Number(cores)).toBeLessThan(1.2)
    expect(one?.confidence).toBe(0)
    expect(one?.doubts.join(' ')).toContain('There is less than a week of history')
  }, 30_000)

  test('judges the whole host by the rules of the guide, with what it has as what it requests', async () => {
    const { data } = await live(['--live', '5s', '--model', 'guide'])
    const { cores, memoryBytes } = nodeWorld().platform
    const [one] = data.workloads
    expect(one?.current.cpuMilli).toBeLessThanOrEqual(cores() * 1000)
    expect(one?.current.memoryBytes).toBeLessThanOrEqual(memoryBytes())
    expect(one?.because[1]).toMatch(/^vertical: /)
  }, 30_000)

  test('ends at an interruption with what was seen until then', async () => {
    const { exitCode, data } = await live(['--live', '10m', '--model', 'guide'], 4500)
    expect(exitCode).toBe(130)
    expect(data.workloads).toHaveLength(1)
  }, 30_000)
})

test.each([
  [['--live', '5s', '--samples', 'a.csv'], '--live and --samples contradict'],
  [['--live', '5s', '--kubernetes'], '--live and --kubernetes contradict'],
  [['--live', '5s', '--pid', '1', '--process', 'node'], '--pid and --process contradict'],
  [['--pid', '1', '--samples', 'a.csv'], '--pid says nothing without --live'],
  [['--live', '1s'], 'is too short'],
])('refuses %j', async (args, sentence) => {
  const { exitCode, errors } = await run(['recommend-scale', ...args])
  expect([exitCode, errors]).toEqual([2, expect.stringContaining(sentence)])
})

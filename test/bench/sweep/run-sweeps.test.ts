import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { runSweeps, type SweepRequest } from '../../../src/bench/sweep/run-sweeps.ts'
import { runProgram } from '../../../src/cli/run-program.ts'
import type { SweepPoint } from '../../../src/comparison/index.ts'
import { buildSweepProgram } from './sweep-program.ts'

let program: Awaited<ReturnType<typeof buildSweepProgram>>
beforeAll(async () => {
  program = await buildSweepProgram()
})
afterAll(() => program.remove())
afterEach(() => expect(stillRunning()).toEqual([]))

/** Processes whose command line names the program. */
function stillRunning(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(program.program)
      } catch {
        return false
      }
    })
}

function sweep(
  name: string,
  changes: Partial<SweepRequest> = {},
  interrupted = new AbortController().signal,
) {
  return runSweeps({ run: (request) => runProgram(request, interrupted), interrupted }, program, {
    cases: [{ file: '', name }],
    concurrency: [],
    workers: [],
    pools: ['thread'],
    rounds: 1,
    seed: 1,
    seconds: 0.4,
    warmUpSeconds: 0.05,
    timeoutSeconds: 20,
    ...changes,
  })
}

const throughputs = (points: readonly SweepPoint[] = []) => points.map(({ throughput }) => throughput)

describe('a sweep on one event loop', () => {
  it('gets about four times the throughput at concurrency 4 from a case that waits, at the same latency', async () => {
    const [waits] = await sweep('waits', { concurrency: [1, 4] })
    const [one, four] = waits?.points ?? []
    expect(waits).toMatchObject({ name: 'waits', kind: 'event-loop', failures: [] })
    expect(four?.speedup).toBeGreaterThan(2)
    // Ten milliseconds a call allow no more than a hundred calls a second and loop.
    expect(one?.throughput).toBeLessThan(102)
    expect(four?.throughput).toBeLessThan(408)
    expect(one?.latencyP50Seconds).toBeGreaterThan(0.0098)
    expect(four?.errors).toBe(0)
  })

  it('gets no more from a case that computes, and every operation waits for the others', async () => {
    const [computes] = await sweep('computes', { concurrency: [1, 8] })
    const [one, eight] = computes?.points ?? []
    expect(eight?.speedup).toBeLessThan(2)
    expect(one?.latencyP50Seconds).toBeGreaterThan(0.00198)
    expect(eight?.latencyP50Seconds).toBeGreaterThan(0.0158)
  })

  it('counts what throws as errors, and what does not as throughput', async () => {
    const [flaky] = await sweep('throws now and then', { concurrency: [2] })
    const [point] = flaky?.points ?? []
    expect(point?.errors).toBeGreaterThan(0)
    expect(point?.operations).toBeGreaterThan(0)
    expect(point?.firstError).toBe('no luck')
  })
})

describe.each(['thread', 'process'] as const)('a sweep over workers of the kind %s', (pool) => {
  it('measures each number of workers in each round', async () => {
    const [waits] = await sweep('waits', { workers: [1, 3], pools: [pool], rounds: 2 })
    expect(waits?.kind).toBe(pool === 'thread' ? 'threads' : 'processes')
    expect(waits?.points.map(({ concurrency, rounds }) => [concurrency, rounds])).toEqual([
      [1, 2],
      [3, 2],
    ])
    expect(waits?.points[1]?.speedup).toBeGreaterThan(1.5)
    expect(Math.max(...throughputs(waits?.points))).toBeLessThan(306)
  })

  it('is not disturbed by what a case prints', async () => {
    const [prints] = await sweep('prints', { workers: [2], pools: [pool] })
    expect(prints?.points[0]?.operations).toBeGreaterThan(0)
  })

  it.each([
    ['exits', `exits: worker ${pool} 1 of 1 ended itself with exit code 7 while it was warming up.`],
    [
      'takes all memory',
      `takes all memory: worker ${pool} 1 of 1 ran out of memory while it was warming up.`,
    ],
    [
      'not there',
      `not there: worker ${pool} 1 of 1 failed: there is no case not there while it was loading the suite.`,
    ],
    ['throws', 'throws: every operation threw, the first saying "no luck".'],
  ])('says what became of a worker whose case %s', async (name, sentence) => {
    await expect(sweep(name, { workers: [1], pools: [pool] })).rejects.toMatchObject({
      sentence,
      exitCode: 3,
    })
  })

  it.each(['never ends', 'hangs in a loop'])('ends a case that %s', async (name) => {
    await expect(sweep(name, { workers: [1], pools: [pool], timeoutSeconds: 1 })).rejects.toMatchObject({
      sentence: `${name}: worker ${pool} 1 of 1 was not done in time while it was warming up.`,
      exitCode: 3,
    })
  })
})

describe('a sweep', () => {
  it('keeps the points that it has when it is interrupted', async () => {
    const controller = new AbortController()
    let rounds = 0
    const sweeps = await sweep(
      'waits',
      {
        concurrency: [1, 2],
        workers: [1],
        saying: () => {
          if (++rounds === 3) controller.abort()
        },
      },
      controller.signal,
    )
    expect(sweeps.flatMap(({ points }) => points)).toHaveLength(2)
  })

  it('keeps the other points when one level fails, and does not try that again', async () => {
    const said: string[] = []
    const sweeps = await sweep('waits', {
      cases: [
        { file: '', name: 'waits' },
        { file: '', name: 'exits' },
      ],
      concurrency: [1],
      rounds: 2,
      saying: (text) => said.push(text.replace(/ \(.*/, '')),
    })
    expect(sweeps.map(({ points, failures }) => [points.length, failures.length])).toEqual([
      [1, 0],
      [0, 1],
    ])
    expect(said.toSorted()).toEqual([
      'measuring exits, 1 at once',
      'measuring waits, 1 at once',
      'measuring waits, 1 at once',
    ])
  })

  it.each([
    [{ concurrency: [0] }, '--concurrency has a level of 0.'],
    [{ workers: [1.5] }, '--workers has a level of 1.5.'],
    [{ workers: [2000] }, '--workers has a level of 2000.'],
    [
      { concurrency: [1], seconds: 20 },
      'A round takes 20.05s to warm up and measure, and --timeout ends it after 20s.',
    ],
  ])('refuses %j', async (changes, sentence) => {
    await expect(sweep('waits', changes)).rejects.toMatchObject({ sentence, exitCode: 2 })
  })
})

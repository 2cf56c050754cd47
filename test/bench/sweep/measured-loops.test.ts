import { describe, expect, it } from 'vitest'
import { latencyHistogram, latencyQuantile } from '../../../src/bench/sweep/latency-histogram.ts'
import { runLoops } from '../../../src/bench/sweep/measured-loops.ts'
import { mergeTallies } from '../../../src/bench/sweep/merge-tallies.ts'
import { shareWithin } from '../../../src/bench/sweep/window.ts'

describe('the share of an operation between the barriers', () => {
  it.each([
    ['before the first', 80, 100, 0],
    ['after the second', 200, 220, 0],
    ['from barrier to barrier', 100, 200, 1],
    ['inside', 120, 121, 1],
    ['at no length inside', 150, 150, 1],
    ['across the first', 70, 110, 0.25],
    ['across the second', 170, 230, 0.5],
    ['across both', 50, 250, 0.5],
  ])('is right for one %s', (_, startedMs, endedMs, share) => {
    expect(shareWithin({ fromMs: 100, toMs: 200 }, startedMs, endedMs)).toBe(share)
  })
})

/** A clock that only operations move, by the given milliseconds, round and round; CPU time goes half as fast. */
function scripted(durationsMs: readonly number[], startMs = 0) {
  let nowMs = startMs
  let calls = 0
  const meters = { nowMs: () => nowMs, cpuSeconds: () => nowMs / 2000 }
  const operation = (): void => {
    nowMs += durationsMs[calls++ % durationsMs.length] ?? 0
  }
  return { meters, operation }
}

describe('loops between two barriers', () => {
  it.each([
    ['whole operations', [10], 0, 10, 10],
    ['operations across both barriers', [30], 0, 100 / 30, 3],
    ['an operation longer than the window', [400], 0, 0.25, 0],
    ['a start after the first barrier', [10], 150, 5, 5],
  ])('count %s', async (_, durations, startMs, done, operations) => {
    const { meters, operation } = scripted(durations, startMs)
    const tally = await runLoops(operation, 1, { fromMs: 100, toMs: 200 }, meters)
    expect(tally.done).toBeCloseTo(done, 10)
    expect(tally.operations).toBe(operations)
    expect(tally.startedLateMs).toBe(Math.max(0, startMs - 100))
    expect(tally.coresUsed).toBeCloseTo(0.5, 10)
    expect(latencyQuantile([tally.latencies], 0.5)).toBeCloseTo((durations[0] ?? 0) / 1000, 2)
  })

  it('count what throws as an error and not as done', async () => {
    const { meters, operation } = scripted([10])
    let calls = 0
    const flaky = (): void => {
      operation()
      if (calls++ % 2 === 0) throw new Error(`call ${calls}`)
    }
    const tally = await runLoops(flaky, 1, { fromMs: 100, toMs: 200 }, meters)
    expect(tally).toMatchObject({ done: 5, operations: 5, errors: 5, firstError: 'call 11' })
  })

  it('all begin, and end, where every call throws at once', async () => {
    const { meters, operation } = scripted([10])
    const broken = (): void => {
      operation()
      throw new Error('no such file')
    }
    const tally = await runLoops(broken, 3, { fromMs: 100, toMs: 200 }, meters)
    expect(tally).toMatchObject({ done: 0, operations: 0, firstError: 'no such file' })
  })

  it('let every operation wait for those of the other loops where they share one thread', async () => {
    const { meters, operation } = scripted([10])
    const tally = await runLoops(operation, 4, { fromMs: 100, toMs: 1100 }, meters)
    expect(tally.done).toBeCloseTo(100, 10)
    expect(latencyQuantile([tally.latencies], 0.5)).toBeCloseTo(0.04, 3)
  })
})

describe('the tallies of several workers', () => {
  const one = {
    done: 9.5,
    operations: 9,
    errors: 0,
    firstError: null,
    latencies: [],
    coresUsed: 1.5,
    startedLateMs: 0,
  }
  const two = { ...one, done: 10.5, operations: 10, errors: 1, firstError: 'no luck', startedLateMs: 20 }

  it('add up over the one time that they share', () => {
    expect(mergeTallies('processes', [one, two], 0.5)).toEqual({
      throughput: 40,
      latencyP50Seconds: null,
      latencyP99Seconds: null,
      operations: 19,
      errors: 1,
      firstError: 'no luck',
      coresUsed: 3,
      lateSeconds: 0.02,
    })
  })

  it('have seen the same CPU time where they are threads', () => {
    expect(mergeTallies('threads', [one, two], 0.5).coresUsed).toBe(1.5)
  })
})

describe('latencies in buckets', () => {
  it.each([
    [0.5, 0.001],
    [0.9, 0.001],
    [0.91, 0.1],
    [1, 0.1],
  ])('answer the quantile %d within 0.6 %', (p, seconds) => {
    const fast = latencyHistogram()
    const slow = latencyHistogram()
    for (let index = 0; index < 90; index++) fast.add(1)
    for (let index = 0; index < 10; index++) slow.add(100)
    const found = latencyQuantile([slow.counts(), fast.counts()], p) ?? 0
    expect(Math.abs(found / seconds - 1)).toBeLessThan(0.006)
  })

  it('hold any duration', () => {
    const all = latencyHistogram()
    for (const milliseconds of [0, 1e-9, 1e15]) all.add(milliseconds)
    expect(all.counts().reduce((sum, [, count]) => sum + count, 0)).toBe(3)
  })
})

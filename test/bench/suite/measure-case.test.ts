import { afterEach, describe, expect, it, vi } from 'vitest'
import { leastSampleSeconds } from '../../../src/bench/suite/program/clock.ts'
import { measureCase } from '../../../src/bench/suite/program/measure-case.ts'
import type { SuiteRequest } from '../../../src/bench/suite/suite-request.ts'
import { quick } from './run-suite.ts'

const time = vi.hoisted(() => ({ ms: 0 }))
vi.mock('../../../src/bench/suite/program/clock.ts', async (original) => ({
  ...(await original<object>()),
  nowMs: () => time.ms,
}))
afterEach(() => {
  time.ms = 0
})

/** A call that takes so long on the clock of the test. */
const taking = (ms: number) => () => {
  time.ms += ms
}

function measure(
  fn: () => unknown,
  request: Partial<SuiteRequest> = {},
  { tickSeconds = 1e-7, collectGarbage = () => {}, async = undefined as boolean | undefined } = {},
) {
  return measureCase(
    { name: 'it', file: '', fn, options: async === undefined ? {} : { async } },
    { ...quick, files: [], ...request },
    { tickSeconds, emptySeconds: async () => 1e-10, collectGarbage },
  )
}

describe('a sample', () => {
  it.each([
    [1e-7, 0.001],
    [1e-6, 0.001],
    [1e-5, 0.01],
  ])('lasts at least a millisecond and a thousand ticks: with ticks of %d s %d s', (tick, least) => {
    expect(leastSampleSeconds(tick)).toBeCloseTo(least, 12)
  })

  it.each([
    ['5 us, ticks of 0.1 us', 0.005, 1e-7, 240],
    ['5 us, ticks of 10 us', 0.005, 1e-5, 2400],
    ['1 ns', 1e-6, 1e-7, 1_200_000],
    ['0.3 ms', 0.3, 1e-7, 4],
    ['0.9 ms', 0.9, 1e-7, 2],
    ['1 ms', 1, 1e-7, 1],
    ['30 ms', 30, 1e-7, 1],
  ])('is made of as many calls as that takes: %s', async (_, ms, tickSeconds, operations) => {
    const { seconds, operationsPerSample } = await measure(taking(ms), {}, { tickSeconds })
    expect(operationsPerSample).toBeGreaterThanOrEqual(operations)
    expect(operationsPerSample).toBeLessThanOrEqual(operations + 4)
    for (const one of seconds) expect(one).toBeCloseTo(ms / 1000, 12)
  })

  it('is taken until the time is over, and then until there are enough', async () => {
    expect((await measure(taking(2), { seconds: 0.05 })).seconds).toHaveLength(25)
    expect((await measure(taking(2), { seconds: 0.05, maximumSamples: 7 })).seconds).toHaveLength(7)
    expect((await measure(taking(30), { seconds: 0.05, minimumSamples: 9 })).seconds).toHaveLength(9)
  })

  it('keeps its place in the order of the run', async () => {
    let calls = 0
    const { seconds, isOrdered } = await measure(() => {
      time.ms += 2 + calls++
    })
    expect(isOrdered).toBe(true)
    expect(seconds).toEqual(seconds.toSorted((a, b) => a - b))
    expect(new Set(seconds).size).toBe(seconds.length)
  })

  it('is of one size and long enough also where the function becomes faster after the warm-up', async () => {
    let calls = 0
    const { seconds, operationsPerSample } = await measure(() => {
      time.ms += ++calls < 1000 ? 0.01 : 0.002
    })
    expect(operationsPerSample).toBeGreaterThanOrEqual(500)
    expect(seconds.length).toBeGreaterThanOrEqual(16)
    for (const one of seconds) expect(one * operationsPerSample).toBeGreaterThanOrEqual(0.001)
  })

  it('has garbage collected before it where that is asked for', async () => {
    const collectGarbage = vi.fn()
    const { seconds } = await measure(taking(2), { gc: true }, { collectGarbage })
    expect(collectGarbage).toHaveBeenCalledTimes(seconds.length)
    await measure(taking(2), {}, { collectGarbage })
    expect(collectGarbage).toHaveBeenCalledTimes(seconds.length)
  })
})

describe('a function', () => {
  it('is warmed up for as long as is asked, after a cold call that is told apart', async () => {
    let calls = 0
    const cold = () => {
      time.ms += calls++ === 0 ? 70 : 2
    }
    const { firstSeconds, seconds } = await measure(cold, { warmupSeconds: 0.1, seconds: 0.02 })
    expect(firstSeconds).toBeCloseTo(0.07, 12)
    expect(seconds).toHaveLength(10)
    expect(calls).toBe(1 + 50 + 10)
  })

  it.each([
    ['its result says so', async () => taking(2)(), undefined, true],
    ['it is said to be', taking(2), true, true],
  ])('is awaited where %s', async (_, fn, async, isAsync) => {
    const answer = await measure(fn, {}, async === undefined ? {} : { async })
    expect(answer.isAsync).toBe(isAsync)
    expect(answer.seconds[0]).toBeCloseTo(0.002, 12)
  })

  it('is not awaited where that is ruled out', async () => {
    const { isAsync } = await measure(async () => taking(2)(), {}, { async: false })
    expect(isAsync).toBe(false)
  })

  it.each([
    [
      'throws',
      () => {
        throw new Error('no\nluck')
      },
      'no',
    ],
    ['rejects', () => Promise.reject(new TypeError('no net')), 'no net'],
    [
      'throws a word',
      () => {
        throw 'stop'
      },
      'threw stop, which is no Error',
    ],
  ])('has no time where it always %s', async (_, fails, said) => {
    const { seconds, errors, firstError } = await measure(() => {
      time.ms += 2
      return fails()
    })
    expect(seconds).toEqual([])
    expect(errors).toBeGreaterThan(6)
    expect(firstError).toBe(said)
  })

  it('is measured on where it throws now and then, each failure counted', async () => {
    let calls = 0
    const { seconds, errors } = await measure(() => {
      time.ms += 2
      if (++calls % 5 === 0) throw new Error('now and then')
    })
    expect(seconds.length).toBeGreaterThanOrEqual(6)
    // The first failure ends a batch, and is not counted in it.
    expect(errors).toBe(Math.floor(calls / 5) - 1)
  })
})

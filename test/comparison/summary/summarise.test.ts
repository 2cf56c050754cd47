import { describe, expect, it } from 'vitest'
import { comparedWithFastest, summarise, timesInWords } from '../../../src/comparison/index.ts'
import { measured, steady } from './measured.ts'

describe('the figures of a benchmark', () => {
  it('are those of its samples, in the order of the run', () => {
    const summary = summarise(measured({ seconds: [3, 1, 2, 5, 4, 6] }))
    expect(summary).toMatchObject({
      samples: 6,
      medianSeconds: 3.5,
      lowSeconds: 1,
      highSeconds: 6,
      confidence: 0.96875,
      madSeconds: 1.5,
      meanSeconds: 3.5,
      minSeconds: 1,
      maxSeconds: 6,
      p99Seconds: null,
      drift: null,
      autocorrelation: null,
    })
    expect(summary.operationsPerSecond).toBeCloseTo(1 / 3.5, 12)
    expect(summary.coefficientOfVariation).toBeCloseTo(Math.sqrt(3.5) / 3.5, 12)
  })

  it('tell a 99th percentile from 100 samples on, and order only where there is one', () => {
    expect(summarise(measured({ seconds: steady(99) })).p99Seconds).toBe(null)
    expect(summarise(measured({ seconds: steady(100) })).p99Seconds).not.toBe(null)
    expect(summarise(measured({ isOrdered: false }))).toMatchObject({ drift: null, autocorrelation: null })
    expect(summarise(measured({})).drift).not.toBe(null)
  })

  it('label outliers and drop none', () => {
    const seconds = [...steady(30), 1e-3]
    const summary = summarise(measured({ seconds }))
    expect(summary).toMatchObject({ samples: 31, maxSeconds: 1e-3, outliers: { severe: 1, extreme: 1 } })
  })

  it('are none where nothing was measured', () => {
    expect(() => summarise(measured({ seconds: [], firstError: 'no such host' }))).toThrow(
      'Nothing was measured of "a > case": no such host.',
    )
  })
})

describe('what a reader has to know', () => {
  const cautions = (over: Parameters<typeof measured>[0]): string[] =>
    summarise(measured(over)).cautions.map(({ id }) => id)

  it('is nothing of a steady benchmark', () => {
    expect(cautions({})).toEqual([])
  })

  it.each<[string, Parameters<typeof measured>[0], string[]]>([
    ['a call that fails', { errors: 2, firstError: 'no' }, ['errors']],
    ['less than 1.42 times an empty call', { emptySeconds: 1e-5 / 1.41 }, ['optimised-away']],
    ['just more than that', { emptySeconds: 1e-5 / 1.43 }, []],
    ['a sample under 1000 ticks', { operationsPerSample: 1, tickSeconds: 1.1e-8 }, ['too-fast']],
    ['a sample of just over 1000', { operationsPerSample: 1, tickSeconds: 0.9e-8 }, []],
    ['five samples', { seconds: steady(5) }, ['few-samples']],
    ['six samples', { seconds: steady(6) }, []],
    [
      'a first run of a command three times as slow',
      { engine: 'command', operationsPerSample: 1, firstSeconds: 3.1e-5, seconds: [3.1e-5, ...steady(20)] },
      ['slow-first-run', 'outliers'],
    ],
    ['a cold first call of a function', { firstSeconds: 1 }, []],
    [
      'samples that rise by a tenth',
      { seconds: Array.from({ length: 40 }, (_, index) => 1e-5 * (1 + index / 400)) },
      ['drift', 'autocorrelated'],
    ],
    [
      'samples that come in waves',
      { seconds: Array.from({ length: 80 }, (_, index) => 1e-5 * (1 + Math.sin(index / 4) / 50)) },
      ['autocorrelated'],
    ],
    ['one sample far off', { seconds: [...steady(30), 1e-3] }, ['outliers']],
  ])('%s', (_, over, ids) => {
    expect(cautions(over)).toEqual(ids)
  })

  it('comes with what to do, and is a note only where the median stands', () => {
    const [caution] = summarise(measured({ seconds: [...steady(30), 1e-3] })).cautions
    expect(caution).toMatchObject({
      isNote: true,
      because: '1 of 31 samples lie more than 14.8 median absolute deviations off',
    })
    const [error] = summarise(measured({ errors: 2, firstError: 'no' })).cautions
    expect(error).toMatchObject({ isNote: false, because: '2 calls failed, the first with: no' })
  })
})

describe('benchmarks beside the fastest', () => {
  const summaryOf = (name: string, factor: number, count = 40) =>
    summarise(measured({ name, seconds: steady(count).map((seconds) => seconds * factor) }))

  it('are ratios of medians with an interval, and what such samples could have shown', () => {
    const [slow, ...others] = comparedWithFastest([summaryOf('slow', 2), summaryOf('fast', 1)])
    expect(others).toEqual([])
    expect(slow).toMatchObject({ name: 'slow', fastest: 'fast' })
    expect(slow?.ratio).toBeCloseTo(2, 12)
    expect(slow?.low).toBeLessThan(2)
    expect((slow?.low ?? 0) * (slow?.high ?? 0)).toBeCloseTo(4, 12)
    // 1.96 standard errors reach the ends of the interval, 1.96 + 0.84 of them are found 8 times in 10.
    const reach = Math.log((slow?.high ?? 0) / 2)
    expect(Math.log1p(slow?.detectable ?? 0) / reach).toBeCloseTo((1.959964 + 0.841621) / 1.959964, 6)
  })

  it('take a quarter of the samples for twice the difference', () => {
    const wide = Array.from({ length: 40 }, (_, index) => 1 + (((index * 7) % 41) - 20) / 50)
    const [slow] = comparedWithFastest(
      [2, 1].map((factor) =>
        summarise(measured({ name: `${factor}`, seconds: wide.map((seconds) => seconds * factor) })),
      ),
    )
    const [one, two, five] = slow?.samplesNeeded ?? []
    expect([one?.effect, two?.effect, five?.effect]).toEqual([0.01, 0.02, 0.05])
    expect((one?.samples ?? 0) / (two?.samples ?? 1)).toBeCloseTo((Math.log(1.02) / Math.log(1.01)) ** 2, 0)
    expect(five?.samples).toBeGreaterThanOrEqual(6)
  })

  it('are none of a single one, or of one that took no time', () => {
    expect(comparedWithFastest([summaryOf('alone', 1)])).toEqual([])
    expect(comparedWithFastest([summaryOf('nothing', 0), summaryOf('slow', 2)])).toEqual([])
  })

  it('read in words', () => {
    expect(timesInWords({ ratio: 2.1234, low: 2, high: 2.2 })).toBe('2.12 times as long (2 to 2.2)')
  })
})

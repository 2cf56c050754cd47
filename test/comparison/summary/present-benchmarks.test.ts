import { describe, expect, it } from 'vitest'
import { type Measured, presentBenchmarks, summarise } from '../../../src/comparison/index.ts'
import { measured, steady } from './measured.ts'

const present = (...all: Measured[]) => presentBenchmarks(all.map(summarise), all)
const named = (name: string, factor: number): Measured =>
  measured({ name, seconds: steady(20).map((seconds) => seconds * factor) })

describe('measured benchmarks on a screen', () => {
  it('begin with the answer', () => {
    expect(present().headline).toBe('No benchmark was measured.')
    expect(present(named('a', 1)).headline).toMatch(/^a takes 10 µs \(9\.\d+ to 10\.\d+\)\.$/)
    expect(present(named('a', 2), named('b', 1)).headline).toMatch(
      /^b is the fastest of 2; a takes 2 times as long \(1\.99 to 2\.01\)\.$/,
    )
    expect(present(named('a', 2), named('b', 1), named('c', 4)).headline).toMatch(
      /^b is the fastest of 3; a takes 2 times as long .*, the slowest 4 times as long \(3\.99 to 4\.01\)\.$/,
    )
  })

  it('have a ratio only where there are several, and a heap only where it was counted', () => {
    const titles = (...all: Measured[]) => present(...all).tables[0]?.columns.map(({ title }) => title)
    expect(titles(named('a', 1))).toEqual(['Benchmark', 'Median', 'MAD', 'Per second'])
    expect(titles(named('a', 1), { ...named('b', 2), heapBytesPerOperation: 64 })).toEqual([
      'Benchmark',
      'Median',
      'MAD',
      'Per second',
      'Ratio',
      'Heap',
    ])
  })

  it('gather what is usual on a busy machine into one sentence, and leave each to those who ask', () => {
    const noisy = (name: string): Measured => measured({ name, seconds: [...steady(28), 1e-3, 1e-3] })
    const { findings, warnings } = present(noisy('a'), noisy('b'), named('c', 1))
    expect(warnings).toEqual([
      'Many samples of 2 of 3 benchmarks lie far off: something else ran meanwhile. They count; the median hardly sees them (-v shows how many).',
    ])
    expect(findings.map(({ status, detail }) => [status, detail])).toEqual([
      ['info', true],
      ['info', true],
      ['pass', true],
    ])
  })

  it('say nothing of one sample in twenty, and never leave failing calls to those who ask', () => {
    const rare = measured({ seconds: [...steady(30), 1e-3] })
    expect(present(rare).warnings).toEqual([])
    expect(present(rare).findings).toMatchObject([{ status: 'info', detail: true }])
    const failing = { ...named('a', 1), errors: 3, firstError: 'no' }
    expect(present(failing).headline).toMatch(/ Calls of a fail\.$/)
    expect(present(failing, { ...failing, name: 'b' }).headline).toMatch(/ Calls of 2 of them fail\.$/)
  })

  it('show at once what makes a number wrong', () => {
    const { findings } = present(measured({ emptySeconds: 1e-5 }))
    expect(findings).toMatchObject([
      { id: 'bench.result', instance: 'a > case', title: 'It may have been optimised away', status: 'warn' },
    ])
    expect(findings[0]?.detail).toBe(undefined)
  })

  it('draw how often which time occurred, and the order only where there is one', () => {
    expect(present(measured({ seconds: steady(9) })).charts).toEqual([])
    expect(present(measured({})).charts.map(({ title }) => title)).toEqual([
      'a > case: how often it took how long',
      'a > case: times in the order of the run',
    ])
    expect(present(measured({ isOrdered: false })).charts).toHaveLength(1)
    const [histogram] = present(measured({})).charts
    expect(histogram?.series[0]?.points.reduce((sum, [, count]) => sum + (count ?? 0), 0)).toBe(20)
    const long = present(measured({ seconds: steady(2000) })).charts[1]
    expect(long?.series[0]?.points.length).toBeLessThanOrEqual(400)
  })
})

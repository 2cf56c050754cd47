import { describe, expect, it } from 'vitest'
import { createCollector } from '../../../src/monitor/index.ts'
import { handClock } from './hand-clock.ts'

const bytesPerPoint = 20
const smallestRing = 8

describe('a collector that is full', () => {
  it('drops the series that was idle longest, counts it and knows nothing more of it', () => {
    const collector = createCollector({ nowSeconds: () => 0, maximumSeries: 3 })
    for (const name of ['a', 'b', 'c', 'a', 'd']) collector.record(name, 1)
    expect(collector.series().map(({ name }) => name)).toEqual(['a', 'c', 'd'])
    expect(collector.stats('b')).toEqual({ count: 0 })
    expect(collector.retained('a')).toBe(2)
    collector.record('b', 1)
    expect(collector.series().map(({ name }) => name)).toEqual(['a', 'd', 'b'])
    expect(collector.report()).toMatchObject({ series: 3, points: 4, evicted: 2 })
  })

  it('keeps the other tags of the name of which one goes', () => {
    const collector = createCollector({ nowSeconds: () => 0, maximumSeries: 2 })
    for (const [index, tag] of ['x', 'y', 'z'].entries())
      collector.record('disk', 2 ** index, 'gauge', { mount: tag })
    expect(collector.stats('disk')).toMatchObject({ count: 2, sum: 6 })
  })

  it('of a single series takes another one, also of the same name', () => {
    const collector = createCollector({ nowSeconds: () => 0, maximumSeries: 1 })
    collector.record('disk', 1, 'gauge', { mount: '/' })
    collector.record('disk', 2, 'gauge', { mount: '/var' })
    expect(collector.stats('disk')).toMatchObject({ count: 1, sum: 2 })
    collector.record('calls', 3, 'counter')
    expect(collector.stats('disk')).toEqual({ count: 0 })
    collector.record('disk', 4, 'histogram')
    expect(collector.series()).toMatchObject([{ name: 'disk', type: 'histogram', lastValue: 4 }])
    expect(collector.report()).toMatchObject({ series: 1, evicted: 3 })
  })

  it('outlives a hundred thousand series with memory for its cap, and keeps what is still recorded', () => {
    const clock = handClock()
    const maximumSeries = 1000
    const collector = createCollector({ nowSeconds: () => clock.seconds, maximumSeries })
    for (let bomb = 0; bomb < 100_000; bomb++) {
      collector.record('request', 1, 'counter', { user: `u${bomb}` })
      if (bomb % 500 === 0) {
        clock.seconds++
        collector.record('cpu', bomb)
      }
    }
    const report = collector.report()
    expect(report.series).toBe(maximumSeries)
    expect(report.evicted).toBe(100_001 - maximumSeries)
    expect(report.points).toBe(maximumSeries - 1 + 200)
    expect(report.bytes).toBe((maximumSeries - 1) * smallestRing * bytesPerPoint + 256 * bytesPerPoint)
    expect(collector.stats('cpu', 3600)).toMatchObject({ count: 200, min: 0, max: 99_500 })
    expect(collector.stats('request').count).toBe(maximumSeries - 1)
    expect(collector.points('request{user=u99999}', 0).values).toEqual([1])
    expect(collector.points('request{user=u0}', 0).values).toEqual([])
  })
})

describe('a series', () => {
  it('takes memory as it fills, by doubling, and never more than for its most points', () => {
    const clock = handClock()
    const collector = createCollector({ nowSeconds: () => clock.seconds, pointsPerSeries: 100 })
    const bytesAfter: Record<number, number> = {}
    for (let count = 1; count <= 1000; count++) {
      clock.seconds += 0.001
      collector.record('x', count)
      bytesAfter[count] = collector.report().bytes
    }
    const points = [1, 8, 9, 16, 17, 64, 65, 100, 1000].map(
      (count) => (bytesAfter[count] ?? 0) / bytesPerPoint,
    )
    expect(points).toEqual([8, 8, 16, 16, 32, 64, 100, 100, 100])
    expect(collector.report()).toMatchObject({ points: 100, shortened: 1 })
    expect(collector.stats('x')).toMatchObject({ count: 100, min: 901, max: 1000 })
  })

  it('that fits its ring overwrites nothing, however long it runs', () => {
    const clock = handClock()
    const collector = createCollector({
      nowSeconds: () => clock.seconds,
      retentionSeconds: 60,
      pointsPerSeries: 61,
    })
    for (let count = 0; count < 10_000; count++) {
      clock.seconds++
      collector.record('x', count)
    }
    expect(collector.report()).toMatchObject({ points: 61, shortened: 0, bytes: 61 * bytesPerPoint })
  })

  it('for an hour of seconds is not called shortened, one for half of it is', () => {
    const clock = handClock()
    const collector = createCollector({ nowSeconds: () => clock.seconds })
    for (let count = 0; count < 8000; count++) {
      clock.seconds += count % 2 === 0 ? 0.995 : 1.005
      collector.record('each second', count)
      collector.record('twice a second', count)
      collector.record('twice a second', count)
    }
    expect(collector.report()).toMatchObject({ series: 2, points: 7200, shortened: 1 })
    expect(collector.stats('each second', 3600)).toMatchObject({ count: 3600 })
  })
})

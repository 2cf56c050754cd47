import { describe, expect, it } from 'vitest'
import { quantile } from '../../../src/metrics/index.ts'
import { createCollector, type MetricKind } from '../../../src/monitor/index.ts'
import { handClock } from './hand-clock.ts'

/** A point each second, with values 1, 2, 3 ... of which the last comes at the present moment. */
function recorded(count: number, type: MetricKind, options = {}) {
  const clock = handClock()
  const collector = createCollector({ nowSeconds: () => clock.seconds, ...options })
  for (let value = 1; value <= count; value++) {
    clock.seconds++
    collector.record('x', value, type, { odd: String(value % 2) })
  }
  return collector
}

describe('a summary', () => {
  it('holds the statistics of the window and its percentiles', () => {
    const collector = recorded(500, 'histogram')
    const values = Array.from({ length: 101 }, (_, index) => 400 + index)
    expect(collector.summary('x', 100)).toEqual({
      ...collector.stats('x', 100),
      ratePerSecond: 101 / 100,
      p50: quantile(values, 0.5),
      p95: quantile(values, 0.95),
      p99: quantile(values, 0.99),
    })
  })

  it.each([
    ['gauge', 60 / 59.5],
    ['histogram', 60 / 59.5],
    ['timer', 60 / 59.5],
    ['counter', ((41 + 100) * 30) / 59.5],
  ] as const)('of a %s tells events a second of the window', (type, rate) => {
    expect(recorded(100, type).summary('x', 59.5)).toMatchObject({ count: 60, ratePerSecond: rate })
  })

  it('takes the time before the first point as one without events', () => {
    expect(recorded(30, 'timer').summary('x')).toMatchObject({ count: 30, ratePerSecond: 30 / 300 })
  })

  it('divides by the retention where the window is longer', () => {
    const collector = recorded(500, 'timer', { retentionSeconds: 100 })
    expect(collector.summary('x', 1000)).toMatchObject({ count: 101, ratePerSecond: 1.01 })
  })

  it('tells the true rate of a series that is too busy for its ring', () => {
    const clock = handClock()
    const collector = createCollector({ nowSeconds: () => clock.seconds, pointsPerSeries: 64 })
    for (let call = 0; call < 1024; call++) {
      clock.seconds += 0.125
      collector.record('calls', 2, 'counter')
      collector.record('seconds', 0.001, 'timer')
    }
    expect(collector.summary('calls', 100)).toMatchObject({ count: 64, ratePerSecond: 16 })
    expect(collector.summary('seconds', 100)).toMatchObject({ count: 64, ratePerSecond: 8 })
    expect(collector.summary('seconds', 4)).toMatchObject({ count: 33, ratePerSecond: 33 / 4 })
  })

  it('of more points in one moment than the ring holds divides by the window', () => {
    const collector = createCollector({ nowSeconds: () => 0, pointsPerSeries: 4 })
    for (let call = 0; call < 10; call++) collector.record('calls', 1, 'counter')
    expect(collector.summary('calls', 2)).toMatchObject({ count: 4, ratePerSecond: 2 })
  })
})

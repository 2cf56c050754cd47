import { describe, expect, it } from 'vitest'
import { createCollector } from '../../../src/monitor/index.ts'
import golden from '../../golden/guide-metric-stats.json' with { type: 'json' }

const now = 1_700_000_000

describe("a collector's statistics", () => {
  const cases = golden.cases.map(
    (one) => [one.points_seconds_before_now.length, one.window_seconds, one] as const,
  )

  it.each(cases)(
    "of %i points over %i s are those of the guide's own Python, to the last bit",
    (_, window, one) => {
      let clock = now
      const collector = createCollector({ nowSeconds: () => clock })
      for (const [before = 0, value = Number.NaN] of one.points_seconds_before_now) {
        clock = now + before
        collector.record('scan.duration', value)
      }
      clock = now
      expect(collector.stats('scan.duration', window)).toEqual(one.expected)
      expect(collector.retained('scan.duration')).toBe(one.retained)
    },
  )

  it.each(cases)('of %i points over %i s are the same when they come with tags', (_, window, one) => {
    let clock = now
    const collector = createCollector({ nowSeconds: () => clock })
    for (const [index, [before = 0, value = Number.NaN]] of one.points_seconds_before_now.entries()) {
      clock = now + before
      collector.record('scan.duration', value, 'timer', { worker: String(index % 3) })
    }
    clock = now
    expect(collector.stats('scan.duration', window)).toEqual(one.expected)
    expect(collector.retained('scan.duration')).toBe(one.retained)
  })

  it('are over five minutes unless told', () => {
    let clock = now
    const collector = createCollector({ nowSeconds: () => clock })
    for (const before of [301, 300, 299]) {
      clock = now - before
      collector.record('queue', before)
    }
    clock = now
    expect(collector.stats('queue')).toEqual({ count: 2, min: 299, max: 300, avg: 299.5, sum: 599 })
  })

  it('are only a count of nothing where nothing was recorded, or nothing lately', () => {
    let clock = now
    const collector = createCollector({ nowSeconds: () => clock })
    expect(collector.stats('queue')).toEqual({ count: 0 })
    expect(collector.retained('queue')).toBe(0)
    collector.record('queue', 1)
    clock = now + 300.5
    expect(collector.stats('queue')).toEqual({ count: 0 })
    expect(collector.summary('queue')).toEqual({ count: 0 })
    expect(collector.retained('queue')).toBe(1)
  })

  it('add up in the order of record, also across tags at the same moment', () => {
    const values = [0.1, 1e16, 0.2, -1e16, 0.3]
    const collector = createCollector({ nowSeconds: () => now })
    for (const [index, value] of values.entries())
      collector.record('x', value, 'gauge', { tag: String(index % 2) })
    expect(collector.stats('x')).toMatchObject({ sum: values.reduce((sum, value) => sum + value, 0) })
  })
})

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCollector } from '../../../src/monitor/index.ts'
import { handClock } from './hand-clock.ts'

interface Step {
  advance: number
  name: string
  tag: string
  value: number
}

interface Point {
  seconds: number
  value: number
  series: string
}

const steps = (advance: fc.Arbitrary<number>): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.record({
      advance,
      name: fc.constantFrom('a', 'b'),
      tag: fc.constantFrom('x', 'y', 'z'),
      value: fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value + 0),
    }),
    { maxLength: 150 },
  )

const windows = [1, 60, 299.5, 300, 900, 3600, 7200]

function statsOf(points: readonly Point[], from: number): object {
  const values = points.filter(({ seconds }) => seconds >= from).map(({ value }) => value)
  if (values.length === 0) return { count: 0 }
  let sum = 0
  for (const value of values) sum += value
  return {
    count: values.length,
    min: Math.min(...values),
    max: Math.max(...values),
    avg: sum / values.length,
    sum,
  }
}

describe('a window', () => {
  it("is that of the guide's own list of a name, whatever comes while the clock goes on", () => {
    fc.assert(
      fc.property(steps(fc.constantFrom(0, 0, 0.25, 1, 59, 600, 3000)), (list) => {
        const clock = handClock()
        const collector = createCollector({ nowSeconds: () => clock.seconds })
        const guide: Record<string, Point[]> = { a: [], b: [] }
        for (const { advance, name, tag, value } of list) {
          clock.seconds += advance
          collector.record(name, value, 'gauge', { tag })
          const points = guide[name] ?? []
          while (points[0] !== undefined && points[0].seconds < clock.seconds - 3600) points.shift()
          points.push({ seconds: clock.seconds, value, series: tag })
        }
        for (const [name, points] of Object.entries(guide)) {
          expect(collector.retained(name)).toBe(points.length)
          for (const window of windows)
            expect(collector.stats(name, window)).toEqual(statsOf(points, clock.seconds - window))
        }
      }),
    )
  })

  it('takes the points from its begin on, in the order of record, also from small rings and by a clock that steps back', () => {
    const advance = fc.constantFrom(0, 1, 1, 2, 50, 400, -1, -30, -2000)
    fc.assert(
      fc.property(steps(advance), fc.integer({ min: 1, max: 20 }), (list, pointsPerSeries) => {
        const clock = handClock()
        const options = { nowSeconds: () => clock.seconds, retentionSeconds: 1000, pointsPerSeries }
        const collector = createCollector(options)
        const kept: Point[] = []
        const dropOldest = (series: string, isGone: (point: Point, count: number) => boolean): void => {
          for (;;) {
            const own = kept.filter((point) => point.series === series)
            const [oldest] = own
            if (oldest === undefined || !isGone(oldest, own.length)) return
            kept.splice(kept.indexOf(oldest), 1)
          }
        }
        const latest: Record<string, number> = {}
        for (const { advance, name, tag, value } of list) {
          clock.seconds += advance
          collector.record(name, value, 'gauge', { tag })
          dropOldest(name + tag, ({ seconds }) => seconds < clock.seconds - 1000)
          dropOldest(name + tag, (_, count) => count >= pointsPerSeries)
          kept.push({ seconds: clock.seconds, value, series: name + tag })
          latest[name] = clock.seconds
        }
        for (const name of ['a', 'b']) {
          for (const tag of ['x', 'y', 'z'])
            dropOldest(name + tag, ({ seconds }) => seconds < (latest[name] ?? 0) - 1000)
          const points = kept.filter(({ series }) => series.startsWith(name))
          expect(collector.retained(name)).toBe(points.length)
          for (const window of windows)
            expect(collector.stats(name, window)).toEqual(statsOf(points, clock.seconds - window))
        }
      }),
    )
  })

  it('holds what was recorded after a clock stepped back, and later no point that is too old', () => {
    const clock = handClock(10_000)
    const collector = createCollector({ nowSeconds: () => clock.seconds })
    collector.record('cpu', 1)
    clock.seconds = 9000
    collector.record('cpu', 2)
    clock.seconds = 9100
    expect(collector.stats('cpu', 60)).toMatchObject({ count: 1, sum: 1 })
    expect(collector.stats('cpu', 100)).toMatchObject({ count: 2, sum: 3 })
    clock.seconds = 10_030
    expect(collector.stats('cpu', 60)).toMatchObject({ count: 1, sum: 1 })
  })

  it('joins all tags of a name, which name one series in any order', () => {
    const collector = createCollector({ nowSeconds: () => 0 })
    collector.record('http', 1, 'timer', { path: '/', method: 'GET' })
    collector.record('http', 2, 'timer', { method: 'GET', path: '/' })
    collector.record('http', 4, 'timer', { method: 'POST', path: '/' })
    collector.record('http', 8, 'timer')
    collector.record('http', 16, 'timer', {})
    expect(collector.stats('http')).toMatchObject({ count: 5, sum: 31 })
    expect(collector.series().map(({ key }) => key)).toEqual([
      'http{method=GET,path=/}',
      'http{method=POST,path=/}',
      'http',
    ])
  })

  it('does not mix up tags whose values hold the signs of a key', () => {
    const collector = createCollector({ nowSeconds: () => 0 })
    collector.record('x', 1, 'gauge', { a: '1,b=2' })
    collector.record('x', 2, 'gauge', { a: '1', b: '2' })
    expect(collector.report().series).toBe(2)
    expect(collector.points('x{a=1,b=2}', 0).values).toEqual([2])
    expect(collector.points('x{a=1\\,b=2}', 0).values).toEqual([1])
  })
})

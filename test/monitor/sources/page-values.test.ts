import { describe, expect, test } from 'vitest'
import { type ExpositionFormat, parseExposition } from '../../../src/metrics/index.ts'
import {
  keptSeries,
  type PageLook,
  pageLook,
  pageValues,
} from '../../../src/monitor/sources/exposed/index.ts'

function look(
  text: string,
  atSeconds: number,
  { format = 'prometheus' as ExpositionFormat, instance = null as string | null } = {},
): PageLook {
  const page = parseExposition(`${text}\n`, format)
  if (!page.ok) throw new Error(`${page.line}: ${page.problem}`)
  return pageLook(page.families, atSeconds, instance)
}

function between(before: string, now: string, seconds = 4): Record<string, number | null> {
  return Object.fromEntries(pageValues(look(before, 10), look(now, 10 + seconds)))
}

describe('a page of metrics', () => {
  test('tells gauges as they are, counters as rates', () => {
    const page = (scans: number, queue: number) => `# TYPE queue gauge
queue{kind="web"} ${queue}
# TYPE scans_total counter
scans_total{z="1",a="2"} ${scans}
bare ${queue}
bare_total ${scans}`
    expect(between(page(10, 3), page(12, 5))).toEqual({
      'queue{kind=web}': 5,
      'scans_total:rate{a=2,z=1}': 0.5,
      bare: 5,
      'bare_total:rate': 0.5,
    })
  })

  test('tells nothing for once of a counter that began anew, and goes on from there', () => {
    const page = (count: number) => `# TYPE a counter\na ${count}`
    expect(between(page(100), page(3))).toEqual({ 'a:rate': null })
    expect(between(page(3), page(7))).toEqual({ 'a:rate': 1 })
  })

  test('tells no rate at first, nor of a counter that was not there before', () => {
    const page = '# TYPE a counter\na 5'
    expect(pageValues(null, look(page, 1)).get('a:rate')).toBeNull()
    expect(between('b 1', page)).toEqual({ 'a:rate': null })
  })

  test('tells of a histogram the quantiles of what was counted since, and how much that was', () => {
    const page = (low: number, high: number, all: number) => `# TYPE took histogram
took_bucket{op="a",le="0.1"} ${low}
took_bucket{op="a",le="1"} ${high}
took_bucket{op="a",le="+Inf"} ${all}
took_sum{op="a"} 1
took_count{op="a"} ${all}`
    expect(between(page(1000, 1000, 1000), page(1000, 1100, 1100))).toEqual({
      'took:rate{op=a}': 25,
      'took:p50{op=a}': expect.closeTo(0.55, 9),
      'took:p99{op=a}': expect.closeTo(0.991, 9),
    })
    const quiet = between(page(5, 5, 5), page(5, 5, 5))
    expect(quiet).toEqual({ 'took:rate{op=a}': 0, 'took:p50{op=a}': null, 'took:p99{op=a}': null })
    const anew = between(page(5, 9, 9), page(1, 20, 20))
    expect(anew).toMatchObject({ 'took:p50{op=a}': null, 'took:p99{op=a}': null })
  })

  test('tells of a summary its quantiles and how many there were', () => {
    const page = (count: number) => `# TYPE took summary
took{quantile="0.5"} 0.2
took{quantile="0.9"} NaN
took_sum 5
took_count ${count}`
    expect(between(page(10), page(18))).toEqual({
      'took{quantile=0.5}': 0.2,
      'took{quantile=0.9}': null,
      'took:rate': 2,
    })
  })

  test('in OpenMetrics is told of by the same names, without when a series began', () => {
    const page = (count: number) => `# TYPE a counter
a_total ${count}
a_created 1700000000
# TYPE build info
build_info{version="1"} 1
# EOF`
    const [before, now] = [
      look(page(2), 0, { format: 'openmetrics' }),
      look(page(6), 4, { format: 'openmetrics' }),
    ]
    expect(Object.fromEntries(pageValues(before, now))).toEqual({ 'a_total:rate': 1 })
  })

  test('beside another is told apart by its instance, unless it says one itself', () => {
    const page = look('up{instance="db"} 1\nup 0', 0, { instance: 'box:9100' })
    expect(Object.fromEntries(pageValues(null, page))).toEqual({
      'up{instance=db}': 1,
      'up{instance=box:9100}': 0,
    })
  })
})

describe('of too many series', () => {
  const values = (...keys: readonly string[]) => new Map(keys.map((key) => [key, 1] as const))

  test('the first are kept, and all are counted', () => {
    expect(keptSeries(2)(values('a', 'b', 'c'))).toEqual({ kept: { a: 1, b: 1 }, all: 3 })
  })

  test('those that were told before go on, whatever comes before them', () => {
    const keep = keptSeries(2)
    keep(values('a', 'b', 'c'))
    expect(keep(values('x', 'c', 'b', 'a')).kept).toEqual({ a: 1, b: 1 })
  })

  test('others take the place of those that are gone', () => {
    const keep = keptSeries(2)
    keep(values('a', 'b', 'c'))
    expect(keep(values('x', 'y', 'b')).kept).toEqual({ b: 1, x: 1 })
  })
})

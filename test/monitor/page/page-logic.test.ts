import { describe, expect, test } from 'vitest'
import { alertChanges, sortedAlerts } from '../../../src/monitor/page/program/alert-changes.ts'
import { connectionWords, retryDelaySeconds } from '../../../src/monitor/page/program/connection-words.ts'
import { figureWords } from '../../../src/monitor/page/program/figure-words.ts'
import { seriesLabel } from '../../../src/monitor/page/program/panels.ts'
import { seriesStore } from '../../../src/monitor/page/program/series-store.ts'
import { afterKey, zoomed } from '../../../src/monitor/page/program/time-window.ts'
import { firingAlert } from '../fake-feed.ts'

describe('a figure on the page', () => {
  test.each([
    [0.5321, 'ratio', '53.2 %'],
    [0.000197, 'ratio', '0.02 %'],
    [1.2345 * 2 ** 30, 'bytes', '1.23 GiB'],
    [340_123, 'bytes-per-second', '332 KiB/s'],
    [0.0123, 'seconds', '12.3 ms'],
    [1234, 'count', '1,234'],
    [null, 'ratio', 'no data'],
    [undefined, 'ratio', 'no data'],
  ] as const)('%s %s is %s', (value, unit, words) => {
    expect(figureWords(value, unit)).toBe(words)
  })
})

describe('the connection', () => {
  const state = { isOpen: true, ageSeconds: 1, retrySeconds: null, intervalSeconds: 1 }
  test.each([
    [{}, 'Live', false],
    [{ ageSeconds: 3 }, 'Live', false],
    [{ ageSeconds: 7.2 }, 'No data for 7 s', true],
    [{ ageSeconds: 7.2, intervalSeconds: 5 }, 'Live', false],
    [{ ageSeconds: null }, 'Waiting for the first figures', false],
    [{ isOpen: false, ageSeconds: null }, 'Connecting', false],
    [{ isOpen: false, ageSeconds: 9, retrySeconds: 4 }, 'No data for 9 s: connecting again in 4 s', true],
    [{ isOpen: false, ageSeconds: 9, retrySeconds: 0.2 }, 'No data for 9 s: connecting again', true],
    [{ isOpen: false, ageSeconds: null, retrySeconds: 2 }, 'No data yet: connecting again in 2 s', true],
  ])('%j is %s', (changes, text, isLate) => {
    expect(connectionWords({ ...state, ...changes })).toEqual({ text, isLate })
  })

  test('is tried again after 1, 2, 4, 8 and then 15 seconds, up to a quarter longer', () => {
    expect([0, 1, 2, 3, 4, 99].map((attempts) => retryDelaySeconds(attempts, 0))).toEqual([
      1, 2, 4, 8, 15, 15,
    ])
    expect(retryDelaySeconds(2, 1)).toBe(5)
  })
})

describe('what the page keeps', () => {
  test('ticks go on where the back-fill ends, and what is out of range is dropped', () => {
    const store = seriesStore()
    store.keep(60)
    store.replace({
      a: [
        [0, 1],
        [30_000, 2],
      ],
    })
    store.add(61_000, { a: 3 })
    expect(store.columns(['a'], 0, 1e6)).toEqual({ times: [30, 61], values: [[2, 3]] })
  })

  test('series over common times have holes where only another one told something', () => {
    const store = seriesStore()
    store.replace({
      a: [
        [1000, 1],
        [2000, null],
      ],
      b: [
        [2000, 5],
        [3000, 6],
      ],
    })
    expect(store.columns(['a', 'b'], 0, 1e6)).toEqual({
      times: [1, 2, 3],
      values: [
        [1, null, undefined],
        [undefined, 5, 6],
      ],
    })
  })

  test('ticks closer together than can be drawn take the place of each other, and the newest is there', () => {
    const store = seriesStore()
    store.keep(3600)
    for (let second = 0; second <= 60; second++) store.add(second * 1000, { a: second })
    const { times } = store.columns(['a'], 0, 1e6)
    expect([times.length, times.at(-1)]).toEqual([13, 60])
  })

  test('the newest value is that of the newest tick only', () => {
    const store = seriesStore()
    store.add(1000, { a: 1, b: 1 })
    store.add(2000, { a: null })
    expect([store.newest('a'), store.newest('b'), store.newest('c')]).toEqual([null, null, null])
    store.add(3000, { a: 5 })
    expect(store.newest('a')).toBe(5)
  })

  test('a tick that came before is not added again', () => {
    const store = seriesStore()
    store.replace({ a: [[1000, 1]] })
    store.add(1000, { a: 1 })
    expect(store.columns(['a'], 0, 1e6).times).toEqual([1])
  })
})

describe('the window of the charts', () => {
  const minute = { rangeSeconds: 60, zoom: null }
  test('is held within the range, and is not shorter than five seconds', () => {
    expect(zoomed(minute, 100_000, 50_000, 51_000).zoom).toEqual({ fromMs: 50_000, toMs: 55_000 })
    expect(zoomed(minute, 100_000, 0, 50_000).zoom).toEqual({ fromMs: 40_000, toMs: 90_000 })
    expect(zoomed(minute, 100_000, 0, 200_000).zoom).toBeNull()
  })

  test.each([
    ['+', { fromMs: 70_000, toMs: 100_000 }],
    ['ArrowLeft', null],
    ['-', null],
    ['Escape', null],
  ])('after %s from all', (key, zoom) => {
    expect(afterKey(minute, 100_000, key)?.zoom).toEqual(zoom)
  })

  test('goes back and forth while it is zoomed', () => {
    const part = { rangeSeconds: 60, zoom: { fromMs: 60_000, toMs: 80_000 } }
    expect(afterKey(part, 100_000, 'ArrowLeft')?.zoom).toEqual({ fromMs: 55_000, toMs: 75_000 })
    expect(afterKey(part, 100_000, 'ArrowRight')?.zoom).toEqual({ fromMs: 65_000, toMs: 85_000 })
    expect(afterKey(part, 100_000, '0')?.zoom).toBeNull()
    expect(afterKey(part, 100_000, 'Tab')).toBeNull()
  })
})

describe('alerts on the page', () => {
  test('stand in order of what matters', () => {
    const alerts = [
      firingAlert({ rule: 'low', severity: 'low' }),
      firingAlert({ rule: 'waits', state: 'pending', severity: 'critical' }),
      firingAlert({ rule: 'over', state: 'resolved' }),
      firingAlert({ rule: 'worst', severity: 'critical' }),
      firingAlert({ rule: 'blind', state: 'no-data' }),
    ]
    expect(sortedAlerts(alerts).map(({ rule }) => rule)).toEqual(['worst', 'low', 'waits', 'blind'])
  })

  test('are read out when they begin to fire and when they are over, and not in between', () => {
    const pending = firingAlert({ state: 'pending' })
    const firing = firingAlert({ value: 0.98 })
    expect(alertChanges([], [pending])).toEqual([])
    expect(alertChanges([pending], [firing])).toEqual([
      'Alert, high: CPU usage is high. CPU usage is 97 %, above 85 % for 1 min.',
    ])
    expect(alertChanges([firing], [firingAlert({ value: 0.99, message: 'CPU usage is 99 %.' })])).toEqual([])
    expect(alertChanges([firing], [])).toEqual(['Alert over: CPU usage is high.'])
  })
})

describe('the label of a series', () => {
  test.each([
    ['cpu.usage', 'in use'],
    ['disk.read{device=sda}', 'sda read'],
    ['disk.usage{mount=/}', '/'],
    ['url.seconds{phase=total,url=http://x/}', 'http://x/'],
    ['node.loop-delay{pid=7}', 'process 7'],
    ['other', 'other'],
  ])('%s is %s', (key, label) => {
    expect(seriesLabel(key)).toBe(label)
  })
})

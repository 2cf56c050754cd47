import { describe, expect, it } from 'vitest'
import { createCollector, recordTick } from '../../../src/monitor/index.ts'
import { handClock } from './hand-clock.ts'

describe('the series of a collector', () => {
  it('stand at their newest points, a counter with its total', () => {
    const clock = handClock(100)
    const collector = createCollector({ nowSeconds: () => clock.seconds })
    collector.record('cpu.usage', 0.5)
    collector.record('requests', 2, 'counter', { path: '/b', method: 'GET' })
    clock.seconds = 101
    collector.record('requests', 3, 'counter', { method: 'GET', path: '/b' })
    expect(collector.series()).toEqual([
      {
        key: 'cpu.usage',
        name: 'cpu.usage',
        tags: {},
        type: 'gauge',
        lastValue: 0.5,
        lastSeconds: 100,
        total: null,
      },
      {
        key: 'requests{method=GET,path=/b}',
        name: 'requests',
        tags: { path: '/b', method: 'GET' },
        type: 'counter',
        lastValue: 3,
        lastSeconds: 101,
        total: 5,
      },
    ])
  })

  it('keep the total of a counter when its points are gone', () => {
    const clock = handClock(0)
    const collector = createCollector({ nowSeconds: () => clock.seconds, retentionSeconds: 10 })
    collector.record('calls', 7, 'counter', { of: 'a' })
    clock.seconds = 20
    collector.record('calls', 1, 'counter', { of: 'b' })
    expect(collector.series()).toMatchObject([
      { key: 'calls{of=a}', lastValue: null, lastSeconds: null, total: 7 },
      { key: 'calls{of=b}', lastValue: 1, lastSeconds: 20, total: 1 },
    ])
  })

  it('do not change with the object that their tags came in', () => {
    const collector = createCollector({ nowSeconds: () => 0 })
    const tags = { host: 'a' }
    collector.record('up', 1, 'gauge', tags)
    tags.host = 'b'
    collector.record('up', 0, 'gauge', tags)
    expect(collector.series().map((one) => [one.tags, one.lastValue])).toEqual([
      [{ host: 'a' }, 1],
      [{ host: 'b' }, 0],
    ])
  })
})

describe('the points of a series', () => {
  const clock = handClock(0)
  const collector = createCollector({ nowSeconds: () => clock.seconds })
  for (let second = 0; second < 3600; second++) {
    clock.seconds = second
    const spike = second === 1234 ? 50 : second === 2345 ? -50 : 0
    collector.record('load', (second % 7) + spike, 'gauge', { host: 'a' })
  }

  it('are those from a moment on, that moment included', () => {
    expect(collector.points('load{host=a}', 3597)).toEqual({ seconds: [3597, 3598, 3599], values: [6, 0, 1] })
    expect(collector.points('load{host=a}', 3600)).toEqual({ seconds: [], values: [] })
    expect(collector.points('load{host=a}', 0).values).toHaveLength(3600)
  })

  it('thinned out keep their spikes and the newest, in order', () => {
    const { seconds, values } = collector.points('load{host=a}', 0, 101)
    expect(seconds.length).toBeLessThanOrEqual(101)
    expect(seconds.length).toBeGreaterThan(90)
    expect(seconds).toEqual(seconds.toSorted((a, b) => a - b))
    expect(values[seconds.indexOf(1234)]).toBe(52)
    expect(values[seconds.indexOf(2345)]).toBe(-50)
    expect(seconds.at(-1)).toBe(3599)
  })

  it('are none where there is no such series, and refused where none have room', () => {
    expect(collector.points('load{host=b}', 0)).toEqual({ seconds: [], values: [] })
    expect(collector.points('load', 0)).toEqual({ seconds: [], values: [] })
    for (const most of [0, 2.5, -1, Number.NaN])
      expect(() => collector.points('load{host=a}', 0, most)).toThrow('a whole number of points')
  })
})

describe('a tick', () => {
  it('is recorded by the names and tags of its keys, without what was not told', () => {
    const collector = createCollector({ nowSeconds: () => 5 })
    recordTick(collector, {
      values: {
        'cpu.usage': 0.25,
        'cpu.steal': null,
        'disk.usage{mount=/}': 0.5,
        'disk.usage{mount=/var,lib}': 0.75,
        broken: Number.NaN,
      },
    })
    expect(collector.series().map(({ key, lastValue }) => [key, lastValue])).toEqual([
      ['cpu.usage', 0.25],
      ['disk.usage{mount=/}', 0.5],
      ['disk.usage{mount=/var\\,lib}', 0.75],
    ])
    expect(collector.points('disk.usage{mount=/var,lib}', 0).values).toEqual([0.75])
    expect(collector.stats('disk.usage')).toMatchObject({ count: 2, sum: 1.25 })
  })
})

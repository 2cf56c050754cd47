import { describe, expect, it } from 'vitest'
import { OperatorError } from '../../../src/core/index.ts'
import { type CollectorOptions, createCollector, type MetricKind } from '../../../src/monitor/index.ts'

const collector = createCollector({ nowSeconds: () => 0 })

describe('a collector refuses', () => {
  it.each([
    ['an empty name', () => collector.record('', 1), 'A metric needs a name'],
    ['NaN', () => collector.record('refused', Number.NaN), 'The metric refused cannot hold NaN'],
    ['infinity', () => collector.record('refused', Number.POSITIVE_INFINITY), 'cannot hold Infinity'],
    ['a counter that falls', () => collector.record('refused', -1, 'counter'), 'a counter only rises'],
    ['a time below 0', () => collector.record('refused', -0.1, 'timer'), 'a time is never negative'],
    ['statistics of an empty name', () => collector.stats(''), 'A metric needs a name'],
    ['a window of 0', () => collector.stats('x', 0), 'A window is a time above 0 seconds, got 0.'],
    ['a negative window', () => collector.summary('x', -5), 'got -5.'],
    ['a window without end', () => collector.stats('x', Number.POSITIVE_INFINITY), 'got Infinity.'],
    ['a window that is no number', () => collector.summary('x', Number.NaN), 'got NaN.'],
  ])('%s', (_, act, sentence) => {
    expect(act).toThrow(OperatorError)
    expect(act).toThrow(sentence)
    expect(collector.report()).toEqual({ series: 0, points: 0, evicted: 0, shortened: 0, bytes: 0 })
  })

  it('another type of a name that has one, whatever its tags, and stays as it was', () => {
    const typed = createCollector({ nowSeconds: () => 0 })
    typed.record('calls', 1, 'counter')
    for (const type of ['gauge', 'histogram', 'timer', undefined] as const)
      expect(() => typed.record('calls', 2, type, { a: 'b' })).toThrow('The metric calls is a counter')
    expect(typed.stats('calls')).toMatchObject({ count: 1, sum: 1 })
    expect(typed.report().series).toBe(1)
  })

  it('a type that there is not', () => {
    const unknown: string = 'summary'
    expect(() => collector.record('refused', 1, unknown as MetricKind)).toThrow('got summary')
  })

  it('the time of a clock that tells none', () => {
    const broken = createCollector({ nowSeconds: () => Number.NaN })
    expect(() => broken.record('x', 1)).toThrow('The clock of a collector told NaN')
    expect(broken.report().series).toBe(0)
  })

  const impossible: [string, CollectorOptions][] = [
    ['no retention', { retentionSeconds: 0 }],
    ['an endless retention', { retentionSeconds: Number.POSITIVE_INFINITY }],
    ['no series', { maximumSeries: 0 }],
    ['half a series', { maximumSeries: 1.5 }],
    ['more series than a million', { maximumSeries: 1_000_001 }],
    ['no points', { pointsPerSeries: 0 }],
    ['points that are no number', { pointsPerSeries: Number.NaN }],
  ]
  it.each(impossible)('%s', (_, options) => {
    expect(() => createCollector(options)).toThrow(OperatorError)
  })
})

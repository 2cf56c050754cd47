import { describe, expect, it } from 'vitest'
import { type ExposedSample, type ExpositionFormat, parseExposition } from '../../../src/metrics/index.ts'

function families(page: string, format: ExpositionFormat) {
  const parsed = parseExposition(page, format)
  if (!parsed.ok) throw new Error(`line ${parsed.line}: ${parsed.problem}`)
  return parsed.families
}

function shown({ name, labels, value, timestampSeconds }: ExposedSample): unknown[] {
  return [name, Object.fromEntries(labels), value, timestampSeconds]
}

describe('a page of metrics', () => {
  it('in the Prometheus format gives families with their types, labels and times', () => {
    const [requests, latency, plain] = families(
      [
        '# HELP requests_total All \\\\ of\\nthem',
        '# TYPE requests_total COUNTER',
        'requests_total{code="200" , path="a\\"b"} 3 1500',
        '# TYPE latency_seconds histogram',
        'latency_seconds_bucket{le="+Inf"} 2',
        'latency_seconds_sum 0.5',
        'latency_seconds_count 2',
        '{"with.dots", a="b"} -Inf',
        '',
      ].join('\n'),
      'prometheus',
    )
    expect(requests).toMatchObject({ name: 'requests_total', type: 'counter', help: 'All \\ of\nthem' })
    expect(requests?.samples.map(shown)).toEqual([['requests_total', { code: '200', path: 'a"b' }, 3, 1.5]])
    expect(latency?.samples.map(({ name }) => name)).toEqual([
      'latency_seconds_bucket',
      'latency_seconds_sum',
      'latency_seconds_count',
    ])
    expect(plain?.samples.map(shown)).toEqual([['with.dots', { a: 'b' }, Number.NEGATIVE_INFINITY, null]])
  })

  it('in OpenMetrics gives units, times in seconds and exemplars', () => {
    const [busy] = families(
      '# TYPE busy_seconds counter\n# UNIT busy_seconds seconds\nbusy_seconds_total{cpu="0"} 1.5 2.5 # {trace="x"} 0.1 2\n# EOF\n',
      'openmetrics',
    )
    expect(busy).toMatchObject({ name: 'busy_seconds', type: 'counter', unit: 'seconds' })
    expect(busy?.samples.map(shown)).toEqual([['busy_seconds_total', { cpu: '0' }, 1.5, 2.5]])
    expect(busy?.samples[0]?.exemplar).toMatchObject({ value: 0.1, timestampSeconds: 2 })
  })

  it.each([
    ['a label that is called as what every object has', '{__proto__="x"}'],
    ['none', ''],
  ])('keeps %s', (_, labels) => {
    const [family] = families(`a${labels} 1\n`, 'prometheus')
    expect(family?.samples[0]?.labels.size).toBe(labels === '' ? 0 : 1)
  })

  it.each<[string, ExpositionFormat, number]>([
    ['a 1\nb{x="\\t"} 1\n', 'prometheus', 2],
    ['a 1\nb{x="1",x="2"} 1\n', 'prometheus', 2],
    ['a 1\n\nb 1 2.5\n', 'prometheus', 3],
    ['a 1e999\n', 'prometheus', 1],
    ['a 1\nb{} 2\na 3\n# EOF\n', 'openmetrics', 4],
    ['# TYPE a counter\na 1\n# EOF\n', 'openmetrics', 3],
    ['# TYPE a gauge\na 1\na 2\n# EOF\n', 'openmetrics', 3],
    ['a 1\r\n# EOF\n', 'openmetrics', 1],
    ['{"a.b"} 1\n# EOF\n', 'openmetrics', 1],
    ['# TYPE a histogram\na_bucket{le="Inf"} 1\n# EOF\n', 'openmetrics', 2],
    ['# TYPE a histogram\na_bucket{le="+Inf"} 1\na_count 2\na_sum 1\n# EOF\n', 'openmetrics', 5],
    [
      '# TYPE a gaugehistogram\na_bucket{le="-1"} 1\na_bucket{le="+Inf"} 1\na_gsum -1\n# EOF\n',
      'openmetrics',
      5,
    ],
    ['# TYPE a untyped\n# EOF\n', 'openmetrics', 1],
    ['a 1\n# EOF \n', 'openmetrics', 2],
  ])('%j in the format %s is refused at line %i', (page, format, line) => {
    const parsed = parseExposition(page, format)
    expect(parsed.ok ? 'parsed' : parsed.line).toBe(line)
  })

  it.each([
    '# HELP a \n# UNIT a \n# EOF\n',
    '# TYPE a info\na_info{x="1"} 1 2\na_info{x="2"} 1 1\n# EOF\n',
    '# TYPE a stateset\na{a="on"} 1\na{a="off"} 0\n# EOF\n',
    '# TYPE a summary\na{quantile="0.5"} NaN\na_sum 1\na_count 2\n# EOF',
    '# TYPE a gaugehistogram\na_bucket{le="-1"} 1\na_bucket{le="+Inf"} 1\na_gcount 1\na_gsum -1\n# EOF\n',
    'a +INFINITY -1.5e3\n# EOF\n',
  ])('%j is OpenMetrics', (page) => {
    expect(parseExposition(page, 'openmetrics')).toMatchObject({ ok: true })
  })

  it('that is no UTF-8 is refused at its line', () => {
    const bytes = Uint8Array.from([...Buffer.from('a 1\nb{x="'), 0xbd, ...Buffer.from('"} 1\n')])
    expect(parseExposition(bytes, 'prometheus')).toEqual({ ok: false, line: 2, problem: 'not UTF-8' })
  })

  it.each([
    ['a 1', 'has no line feed at its end'],
    ['# HELP a x\n# HELP a y\na 1\n', 'says its help twice'],
    ['# TYPE a IMP\na 1\n', 'has a type that does not exist'],
    ['what?\na 1\n', 'has a line that says nothing'],
    ['a 1 \r\n', 'has a blank at the end of a line'],
  ])('%j, which %s, is read where that is asked for', (page) => {
    expect(parseExposition(page, 'prometheus').ok).toBe(false)
    const read = parseExposition(page, 'prometheus', { isLenient: true })
    expect(read.ok && read.faults.length).toBe(1)
    expect(read.ok && read.families.flatMap(({ samples }) => samples.map(({ value }) => value))).toEqual([1])
  })
})

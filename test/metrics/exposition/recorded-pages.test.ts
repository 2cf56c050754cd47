import { describe, expect, it } from 'vitest'
import { parseExposition } from '../../../src/metrics/index.ts'
import { describeWithFixtures, fixtureJson, fixtureNames, fixtureText } from '../../fixtures.ts'

interface OpenMetricsCase {
  name: string
  input: string
  shouldParse: boolean
}

interface PrometheusCase {
  name: string
  input: string
  ok: boolean | null
  error?: string
}

/** The recorded inputs have one character a byte. */
function bytesOf(input: string): Uint8Array {
  return Buffer.from(input, 'latin1')
}

describeWithFixtures('recorded pages of metrics', () => {
  const openMetrics = fixtureJson('metrics/openmetrics-cases.json') as { cases: OpenMetricsCase[] }
  const prometheus = fixtureJson('metrics/prometheus-text-cases.json') as { cases: PrometheusCase[] }
  const dumps = fixtureJson('metrics/dumps/index.json') as {
    files: Record<string, { sample_lines: number; type_lines: number }>
  }

  it.each(openMetrics.cases)('OpenMetrics: $name', ({ input, shouldParse }) => {
    expect(parseExposition(bytesOf(input), 'openmetrics').ok).toBe(shouldParse)
  })

  it.each(prometheus.cases)('Prometheus: $name', ({ input, ok, error = '' }) => {
    const page = parseExposition(bytesOf(input), 'prometheus')
    // A case without a message parses where names may be any UTF-8, as they may here.
    if (ok !== null) expect(page.ok).toBe(ok || error === '')
    const line = /in line (\d+)/.exec(error)?.[1]
    if (!page.ok && line !== undefined) expect(page.line).toBe(Number(line))
  })

  describe('whole pages', () => {
    const names = fixtureNames('metrics/dumps').filter((name) => name !== 'index.json')
    it('are there', () => expect(names.length).toBeGreaterThan(20))

    it.each(names)('%s', (name) => {
      const format = name.endsWith('.om.txt') ? 'openmetrics' : 'prometheus'
      // Some have no line feed at their end, or name a type that does not exist.
      const page = parseExposition(fixtureText(`metrics/dumps/${name}`), format, { isLenient: true })
      const told = dumps.files[name]
      expect(page.ok ? '' : `line ${page.line}: ${page.problem}`).toBe('')
      if (!page.ok || told === undefined) return
      const samples = page.families.reduce((sum, family) => sum + family.samples.length, 0)
      const lost = page.faults.filter(({ problem }) => problem === 'invalid metric name').length
      expect(samples + lost).toBe(told.sample_lines)
      // One page was written over by hand in one line.
      expect(lost).toBe(name === 'geth-metrics_geth.txt' ? 1 : 0)
    })
  })
})

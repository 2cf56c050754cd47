import type { ExposedSample, MetricFamily, MetricType } from './exposition.ts'
import { type LineCursor, lineCursor, unescaped } from './line-cursor.ts'
import { malformed } from './malformed.ts'
import { parseSampleNumber } from './numbers.ts'
import type { PageReader } from './page-reader.ts'

const metricName = /[A-Za-z_:][A-Za-z0-9_:]*/y
const labelName = /[A-Za-z_][A-Za-z0-9_]*/y

const types: ReadonlyMap<string, MetricType> = new Map([
  ['counter', 'counter'],
  ['gauge', 'gauge'],
  ['histogram', 'histogram'],
  ['gaugehistogram', 'gaugehistogram'],
  ['gauge_histogram', 'gaugehistogram'],
  ['summary', 'summary'],
  ['untyped', 'unknown'],
])

interface OpenFamily extends MetricFamily {
  /** It has a TYPE line or a sample: its type can no longer be said. */
  isTyped: boolean
}

/** Told of a fault that costs no sample. Throws Malformed where none may be. */
type Slip = (problem: string) => void

/**
 * Reads the Prometheus text format 0.0.4, as its own parser does. `slip` is told of what a Prometheus server does not mind either: a last
 * line without its line feed, blanks at the end of a line, metadata that is given twice (the first counts), a type that does not exist.
 */
export function readPrometheusText(slip: Slip): PageReader {
  const families = new Map<string, OpenFamily>()
  const familyNamed = (name: string): OpenFamily => {
    const known = families.get(name)
    if (known !== undefined) return known
    const family = { name, type: 'unknown' as const, help: null, unit: null, samples: [], isTyped: false }
    families.set(name, family)
    return family
  }
  return {
    line(text, isEnded) {
      const isComment = /^[ \t]*#/.test(text)
      const trimmed = isComment ? text : text.trimEnd()
      const cursor = lineCursor(trimmed, 'faults')
      cursor.skipBlanks()
      if (cursor.next() === '') return
      if (trimmed !== text) slip('blanks at the end of the line')
      if (cursor.take('#')) readComment(cursor, familyNamed, slip)
      else {
        const sample = readSample(cursor, familyOf)
        const family = familyOf(sample.name)
        family.isTyped = true
        assertPopulation(family, sample)
        family.samples.push(sample)
      }
      if (!isEnded) slip('unexpected end of input stream: the last line has no line feed')
    },
    end: () => [...families.values()].map(({ isTyped: _, ...family }) => family),
  }

  /** `a_sum` belongs to the summary or histogram `a`. */
  function familyOf(name: string): OpenFamily {
    const [, stem = '', suffix] = /^(.*)_(count|sum|bucket)$/s.exec(name) ?? []
    const type = families.get(stem)?.type
    const isPart =
      type === 'histogram' || type === 'gaugehistogram' || (type === 'summary' && suffix !== 'bucket')
    return familyNamed(isPart ? stem : name)
  }
}

function readComment(cursor: LineCursor, familyNamed: (name: string) => OpenFamily, slip: Slip): void {
  cursor.skipBlanks()
  const keyword = cursor.until(' \t')
  if ((keyword !== 'HELP' && keyword !== 'TYPE') || cursor.next() === '') return
  cursor.skipBlanks()
  if (cursor.next() === '') return
  const name = readName(cursor, metricName, 'metric name')
  if (cursor.next() === '' && name !== '') return
  if (name === '' || !' \t'.includes(cursor.next())) malformed('invalid metric name in comment')
  const family = familyNamed(name)
  cursor.skipBlanks()
  const text = cursor.rest()
  if (text === '') return
  if (keyword === 'HELP') {
    if (family.help !== null) slip(`second HELP line for metric name ${name}`)
    family.help ??= unescaped(text, 'faults')
  } else if (family.isTyped) {
    slip(`second TYPE line for metric name ${name}, or TYPE reported after samples`)
  } else {
    const type = types.get(text.trimEnd().toLowerCase())
    if (type === undefined || text !== text.trimEnd()) slip(`unknown metric type ${text}`)
    family.type = type ?? 'unknown'
    family.isTyped = true
  }
}

function readSample(cursor: LineCursor, familyOf: (name: string) => MetricFamily): ExposedSample {
  let name = cursor.next() === '{' ? '' : readName(cursor, metricName, 'metric name')
  if (name === '' && cursor.next() !== '{') malformed('invalid metric name')
  cursor.skipBlanks()
  const labels = new Map<string, string>()
  const isInBraces = name === ''
  if (cursor.take('{')) {
    const found = readLabels(cursor, labels, isInBraces)
    if (isInBraces) name = found ?? malformed('invalid metric name')
  }
  assertBound(familyOf(name), name, labels)
  cursor.skipBlanks()
  const written = cursor.until(' \t')
  const value = parseSampleNumber(written)
  if (value === null || (!Number.isFinite(value) && /\d/.test(written)))
    return malformed(`expected float as value, got ${JSON.stringify(written)}`)
  return { name, labels, value, timestampSeconds: readTimestamp(cursor), exemplar: null }
}

/** Up to the closing brace; the name of the metric, if it stands among them. */
function readLabels(cursor: LineCursor, labels: Map<string, string>, mayName: boolean): string | null {
  let metric: string | null = null
  for (;;) {
    cursor.skipBlanks()
    if (cursor.take('}')) return metric
    const isQuoted = cursor.next() === '"'
    const name = readName(cursor, labelName, 'label name')
    if (name === '') malformed('invalid label name')
    cursor.skipBlanks()
    if (mayName && isQuoted && cursor.next() !== '=') {
      if (metric !== null) malformed('multiple metric names')
      metric = name
    } else {
      readLabelValue(cursor, labels, name)
    }
    cursor.skipBlanks()
    if (cursor.take('}')) return metric
    if (!cursor.take(','))
      malformed(metric === name ? 'unexpected end of metric name' : 'unexpected end of label value')
  }
}

function readLabelValue(cursor: LineCursor, labels: Map<string, string>, name: string): void {
  if (!cursor.take('=')) malformed(`expected '=' after label name ${name}`)
  if (name === '__name__') malformed('label name "__name__" is reserved')
  if (labels.has(name)) malformed(`duplicate label names: ${name}`)
  cursor.skipBlanks()
  if (!cursor.take('"')) malformed(`expected '"' at start of label value of ${name}`)
  labels.set(name, cursor.quoted('label value'))
}

function readName(cursor: LineCursor, pattern: RegExp, what: string): string {
  return cursor.take('"') ? cursor.quoted(what) : cursor.match(pattern)
}

/** In milliseconds; nothing follows it. */
function readTimestamp(cursor: LineCursor): number | null {
  if (cursor.next() === '') return null
  cursor.skipBlanks()
  const written = cursor.until(' \t')
  if (!/^[+-]?\d+$/.test(written)) malformed(`expected integer as timestamp, got ${JSON.stringify(written)}`)
  if (cursor.rest() !== '') malformed('spurious string after timestamp')
  return Number(written) / 1000
}

function assertBound(
  { type, name }: MetricFamily,
  sample: string,
  labels: ReadonlyMap<string, string>,
): void {
  const isBucket = type === 'histogram' || type === 'gaugehistogram'
  const label = type === 'summary' ? 'quantile' : isBucket ? 'le' : null
  const bound = label === null ? undefined : labels.get(label)
  if (bound !== undefined && parseSampleNumber(bound) === null)
    malformed(
      `expected float as value for '${label}' label of ${sample} (${name}), got ${JSON.stringify(bound)}`,
    )
}

function assertPopulation({ type, name }: MetricFamily, sample: ExposedSample): void {
  if (type !== 'histogram' || !(sample.value < 0)) return
  if (sample.name === `${name}_bucket`) malformed(`negative bucket population for histogram ${name}`)
  if (sample.name === `${name}_count`) malformed(`negative count for histogram ${name}`)
}

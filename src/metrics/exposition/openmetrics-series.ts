import type { ExposedSample, Labels, MetricFamily } from './exposition.ts'
import { malformed } from './malformed.ts'
import { parseSampleNumber } from './numbers.ts'

/** What was seen of a family so far: the samples of one label set stand together, in the order of their times. */
export interface Series {
  group: string | null
  groups: Set<string>
  timestampSeconds: number | null
  /** Names and labels of the group at that time. */
  seen: Set<string>
}

export function newSeries(): Series {
  return { group: null, groups: new Set(), timestampSeconds: null, seen: new Set() }
}

/** Throws Malformed where a sample breaks a rule of its type, or stands where it may not. Takes it into `series`. */
export function assertSample(family: MetricFamily, sample: ExposedSample, series: Series): void {
  assertLabels(family, sample)
  assertOrder(family, sample, series)
  assertValue(family, sample)
  const { type } = family
  const isBucket = (type === 'histogram' || type === 'gaugehistogram') && sample.name.endsWith('_bucket')
  const isTotal = type === 'counter' && sample.name.endsWith('_total')
  if (sample.exemplar !== null && !isBucket && !isTotal)
    malformed('only buckets and totals may have an exemplar')
}

function assertLabels({ name, type }: MetricFamily, sample: ExposedSample): void {
  const { labels } = sample
  if (type === 'stateset' && !labels.has(name)) malformed(`a state of ${name} has no label ${name}`)
  if (sample.name === `${name}_bucket`) {
    const bound = boundOf(labels, 'le')
    if (Number.isNaN(bound) || (bound === Number.POSITIVE_INFINITY && labels.get('le') !== '+Inf'))
      malformed('a bucket needs le="NUMBER" or le="+Inf"')
  }
  if (type === 'summary' && sample.name === name) {
    const quantile = boundOf(labels, 'quantile')
    if (!(quantile >= 0 && quantile <= 1)) malformed('a quantile needs quantile="0" to quantile="1"')
  }
}

function boundOf(labels: Labels, name: string): number {
  return parseSampleNumber(labels.get(name) ?? '') ?? Number.NaN
}

function assertOrder(family: MetricFamily, sample: ExposedSample, series: Series): void {
  const group = groupOf(family, sample)
  const { timestampSeconds: time } = sample
  const before = series.timestampSeconds
  const isSameGroup = series.group === group
  if (series.group !== null && !isSameGroup && series.groups.has(group))
    malformed(`the samples of ${family.name} with the same labels do not stand together`)
  if (series.group !== null && isSameGroup) {
    if ((time === null) !== (before === null))
      malformed('some samples of a group have a time and some do not')
    if (time !== null && before !== null && before > time && family.type !== 'info')
      malformed('the times of a group go backwards')
  }
  if (!isSameGroup || time !== before) series.seen.clear()
  const id = `${sample.name} ${keyOf(sample.labels)}`
  if (time === null && series.seen.has(id)) malformed(`${sample.name} is there twice with the same labels`)
  series.seen.add(id)
  series.group = group
  series.groups.add(group)
  series.timestampSeconds = time
}

/** The labels that a metric's samples have in common; all of an info are one group. */
function groupOf({ name, type }: MetricFamily, sample: ExposedSample): string {
  if (type === 'info') return ''
  if (type === 'summary' && sample.name === name) return keyOf(sample.labels, 'quantile')
  if (type === 'stateset') return keyOf(sample.labels, name)
  const isBucket = (type === 'histogram' || type === 'gaugehistogram') && sample.name === `${name}_bucket`
  return keyOf(sample.labels, isBucket ? 'le' : undefined)
}

function keyOf(labels: Labels, without?: string): string {
  return JSON.stringify([...labels].filter(([name]) => name !== without).sort(([a], [b]) => (a < b ? -1 : 1)))
}

const countsOnly = new Set(['_count', '_gcount', '_bucket'])
const numbersOnly = new Set(['_total', '_sum', '_count', '_bucket', '_gcount', '_gsum'])

function assertValue({ name, type }: MetricFamily, { name: written, value }: ExposedSample): void {
  const suffix = written.slice(name.length)
  if (type === 'stateset' && value !== 0 && value !== 1) malformed('a state is 0 or 1')
  if (type === 'info' && value !== 1) malformed('an info is 1')
  if (type === 'summary' && suffix === '' && value < 0) malformed('a quantile is not negative')
  if (numbersOnly.has(suffix)) {
    if (Number.isNaN(value)) malformed(`${written} cannot be NaN`)
    // The sum of a gauge histogram may fall below zero with its buckets.
    if (value < 0 && suffix !== '_gsum') malformed(`${written} cannot be negative`)
  }
  if (countsOnly.has(suffix) && !Number.isInteger(value))
    malformed(`${written} counts, and is no whole number`)
}

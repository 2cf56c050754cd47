import { seriesKey } from '../../../core/index.ts'
import type { ExposedSample, Labels, MetricFamily } from '../../../metrics/index.ts'
import type { Bucket } from './bucket-quantile.ts'

/** A page of metrics at one moment, by the keys of the series that come of it. */
export interface PageLook {
  /** On a clock that never steps. */
  atSeconds: number
  /** As they are; null for what is no number. */
  gauges: ReadonlyMap<string, number | null>
  /** By `NAME:rate{...}`. */
  counters: ReadonlyMap<string, number>
  histograms: ReadonlyMap<string, Histogram>
}

/** One histogram; `key` makes the key of what is told of it: `p99` becomes `NAME:p99{...}`. */
export interface Histogram {
  key(what: string): string
  buckets: Bucket[]
}

/**
 * Sorts the samples of a page by what they are. When a series began is not told, nor what only describes something. `instance` becomes a
 * label of all that have none of that name; null is none.
 */
export function pageLook(
  families: readonly MetricFamily[],
  atSeconds: number,
  instance: string | null,
): PageLook {
  const look = {
    atSeconds,
    gauges: new Map<string, number | null>(),
    counters: new Map<string, number>(),
    histograms: new Map<string, Histogram>(),
  }
  for (const family of families) {
    for (const sample of family.samples) {
      const labels = labelsOf(sample, instance)
      const tags = Object.fromEntries(labels)
      const { value } = sample
      const kind = kindOf(family, sample)
      if (kind === 'gauge')
        look.gauges.set(seriesKey(sample.name, tags), Number.isFinite(value) ? value : null)
      else if (kind === 'counter') look.counters.set(seriesKey(`${sample.name}:rate`, tags), value)
      else if (kind === 'count') look.counters.set(seriesKey(`${family.name}:rate`, tags), value)
      else if (kind === 'bucket') addBucket(look.histograms, family.name, { labels, value })
    }
  }
  return look
}

function labelsOf({ labels }: ExposedSample, instance: string | null): Labels {
  return instance === null || labels.has('instance') ? labels : new Map(labels).set('instance', instance)
}

type Kind = 'gauge' | 'counter' | 'count' | 'bucket' | null

function kindOf({ name, type }: MetricFamily, sample: ExposedSample): Kind {
  if (sample.name.endsWith('_created')) return null
  switch (type) {
    case 'counter':
      return 'counter'
    case 'gauge':
    case 'stateset':
      return 'gauge'
    case 'unknown':
      return sample.name.endsWith('_total') ? 'counter' : 'gauge'
    case 'histogram':
      if (sample.name === `${name}_bucket`) return 'bucket'
      return sample.name === `${name}_count` ? 'count' : null
    case 'summary':
      if (sample.name === `${name}_count`) return 'count'
      return sample.name === name ? 'gauge' : null
    case 'gaugehistogram':
    case 'info':
      return null
  }
}

function addBucket(
  histograms: Map<string, Histogram>,
  name: string,
  { labels, value }: Pick<ExposedSample, 'labels' | 'value'>,
): void {
  const bound = boundOf(labels.get('le'))
  if (bound === null) return
  const others = Object.fromEntries([...labels].filter(([label]) => label !== 'le'))
  const id = seriesKey(name, others)
  const known = histograms.get(id)
  const histogram = known ?? { key: (what) => seriesKey(`${name}:${what}`, others), buckets: [] }
  if (known === undefined) histograms.set(id, histogram)
  histogram.buckets.push({ bound, count: value })
}

function boundOf(written: string | undefined): number | null {
  if (written === '+Inf') return Number.POSITIVE_INFINITY
  const bound = Number(written)
  return written === undefined || Number.isNaN(bound) ? null : bound
}

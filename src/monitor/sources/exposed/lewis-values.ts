import type { ExposedSample, MetricFamily } from '../../../metrics/index.ts'
import { growth, growthPerSecond } from '../growth.ts'
import { type LewisMetric, type LewisSource, lewisMetrics, type Outcomes } from '../lewis-metrics.ts'
import { type HourlyGrowth, hourlyGrowth } from './hourly-growth.ts'

/** Reads a page for what it tells of scans and requests; only what it tells is a series. */
export type LewisValues = (
  families: readonly MetricFamily[],
  atSeconds: number,
) => Record<string, number | null>

/** Remembers from page to page what rates need. */
export function lewisValues(metrics: readonly LewisMetric[] = lewisMetrics): LewisValues {
  const meters = new Map<string, Meter>()
  return (families, atSeconds) => {
    const page = samplesByName(families)
    const values: Record<string, number | null> = {}
    for (const { series, from } of metrics) {
      const source = from.find((one) => isOn(page, one))
      if (source === undefined) continue
      const known = meters.get(series)
      const meter = known?.source === source ? known : newMeter(source)
      meters.set(series, meter)
      values[series] = meter.value(page, atSeconds)
    }
    return values
  }
}

type Page = ReadonlyMap<string, readonly ExposedSample[]>

function samplesByName(families: readonly MetricFamily[]): Page {
  const page = new Map<string, ExposedSample[]>()
  for (const { samples } of families) {
    for (const sample of samples) {
      const known = page.get(sample.name)
      if (known === undefined) page.set(sample.name, [sample])
      else known.push(sample)
    }
  }
  return page
}

function isOn(page: Page, source: LewisSource): boolean {
  return countsOf(page, source).every((count) => count !== null)
}

/** The figures of a page that a source is made of; null for one that is not there. */
function countsOf(page: Page, source: LewisSource): readonly (number | null)[] {
  const { name } = source
  switch (source.how) {
    case 'gauge':
    case 'rate':
    case 'per-hour':
      return [sum(page, name)]
    case 'mean':
      return [sum(page, `${name}_sum`), sum(page, `${name}_count`)]
    case 'share': {
      const all = sum(page, name, (sample) => says(sample, source.outcomes, source.outcomes.all))
      const counted = sum(page, name, (sample) => says(sample, source.outcomes, source.outcomes.counted))
      return [all === null ? null : (counted ?? 0), all]
    }
  }
}

function says({ labels }: ExposedSample, { labels: names }: Outcomes, what: RegExp): boolean {
  return names.some((name) => what.test(labels.get(name) ?? ''))
}

/** Null where there is no such sample: that is not 0. */
function sum(
  page: Page,
  name: string,
  isMeant: (sample: ExposedSample) => boolean = () => true,
): number | null {
  const values = (page.get(name) ?? []).filter(isMeant).map(({ value }) => value)
  const total = values.reduce((all, value) => all + value, 0)
  return values.length === 0 || !Number.isFinite(total) ? null : total
}

interface Meter {
  source: LewisSource
  value(page: Page, atSeconds: number): number | null
}

interface Moment {
  atSeconds: number
  counts: readonly (number | null)[]
}

function newMeter(source: LewisSource): Meter {
  const hourly = hourlyGrowth()
  let before: Moment | null = null
  return {
    source,
    value(page, atSeconds) {
      const now = { atSeconds, counts: countsOf(page, source) }
      hourly.add(atSeconds, now.counts)
      const value = figureOf(source, { before, now, hourly })
      before = now
      return value
    },
  }
}

function figureOf(
  source: LewisSource,
  { before, now, hourly }: { before: Moment | null; now: Moment; hourly: HourlyGrowth },
): number | null {
  const [first = null, second = null] = now.counts
  switch (source.how) {
    case 'gauge':
      return first !== null && source.isPercent === true && first > 1 ? first / 100 : first
    case 'rate':
      return growthPerSecond(before?.counts[0], first, now.atSeconds - (before?.atSeconds ?? now.atSeconds))
    case 'per-hour': {
      const grown = hourly.grown()
      return grown === null ? null : ((grown.by[0] ?? 0) / grown.seconds) * 3600
    }
    case 'mean':
    case 'share': {
      const [part, whole] =
        source.over === 'look'
          ? [growth(before?.counts[0], first), growth(before?.counts[1], second)]
          : (hourly.grown()?.by ?? [])
      return part == null || whole == null || !(whole > 0) ? null : part / whole
    }
  }
}

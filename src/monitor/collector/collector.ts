import type { GuideStats, WindowPercentiles } from '../../metrics/index.ts'

/**
 * What a metric keeps, beside its raw points. A `counter` keeps each increment, which is never negative, and the running total of
 * each series. A `gauge` keeps each value as it was found. A `histogram` keeps each observation raw, so that its percentiles are
 * exact. A `timer` keeps each duration in seconds, which is never negative, and is a histogram otherwise.
 */
export type MetricKind = 'counter' | 'gauge' | 'histogram' | 'timer'

/** A window's statistics with how often something happened in it, and its percentiles. */
export type WindowSummary = GuideStats & WindowPercentiles & { ratePerSecond: number }

/** Metrics by name and tags, each for the last hour or as it was told. */
export interface Collector {
  /** Adds a point; tags in any order name the same series. Throws OperatorError on an impossible value and on a name of another kind. */
  record(name: string, value: number, type?: MetricKind, tags?: Record<string, string>): void
  /** The guide's statistics of all points of a name, whatever their tags, from `windowSeconds` (300 unless told) before now. */
  stats(name: string, windowSeconds?: number): GuideStats
  /**
   * The same with percentiles, and with events a second: of a counter what was added, of anything else the points, divided by the
   * window, or by the retention where that is shorter. A series too busy for its ring is judged by the time that its points span.
   */
  summary(name: string, windowSeconds?: number): WindowSummary | { count: 0 }
  /** How many points of a name are kept: as in the guide, old ones go when a new one of the name comes. */
  retained(name: string): number
  /** A clock for durations; absent, they are measured by the machine's own. */
  clockSeconds?(): number
}

/** What a live view reads beside the statistics. */
export interface MetricsCollector extends Collector {
  /** Every series, by name in the order in which the names came. */
  series(): SeriesState[]
  /**
   * The points of the series with this key from `fromSeconds` on, in the order of record; of more than `maximumPoints` the extremes
   * of equal stretches and the newest. None of a series that is not kept.
   */
  points(key: string, fromSeconds: number, maximumPoints?: number): SeriesPoints
  /** How full it is, and what it had to let go. */
  report(): CollectorReport
}

/** A series at its newest point. */
export interface SeriesState {
  /** `name{tag=value}` with tags in alphabetical order. */
  key: string
  name: string
  tags: Readonly<Record<string, string>>
  type: MetricKind
  /** Null where all its points are past the retention. */
  lastValue: number | null
  /** By the collector's clock. */
  lastSeconds: number | null
  /** Of a counter, since the series began; null of anything else. */
  total: number | null
}

/** Points side by side, as charts take them. */
export interface SeriesPoints {
  seconds: number[]
  values: number[]
}

/** How full a collector is. */
export interface CollectorReport {
  series: number
  points: number
  /** Series that were dropped for newer ones: each had been idle longest. */
  evicted: number
  /** Series with more points than fit: what they keep spans less than 99 % of the retention. */
  shortened: number
  /** Of the points' arrays, filled or not. */
  bytes: number
}

/** How much a collector keeps. */
export interface CollectorOptions {
  /** Seconds since any moment; the machine's wall clock unless told. */
  nowSeconds?: () => number
  /** 3600 unless told. */
  retentionSeconds?: number
  /** 10,000 unless told; at most a million. */
  maximumSeries?: number
  /** 3600 unless told. */
  pointsPerSeries?: number
}

/** What a metric is; `unknown` where nobody says. The older text format calls that `untyped`. */
export type MetricType =
  | 'counter'
  | 'gauge'
  | 'histogram'
  | 'gaugehistogram'
  | 'summary'
  | 'info'
  | 'stateset'
  | 'unknown'

/** Labels by name; a Map, for a label may be called `__proto__`. */
export type Labels = ReadonlyMap<string, string>

/** An example of what was counted. */
export interface Exemplar {
  labels: Labels
  value: number
  timestampSeconds: number | null
}

/** One line with a value. */
export interface ExposedSample {
  /** As it is written, with the suffix of its type: `a_total`, `a_bucket`. */
  name: string
  labels: Labels
  value: number
  /** Since 1970; null where the page says none, which is the moment of the scrape. */
  timestampSeconds: number | null
  exemplar: Exemplar | null
}

/** All samples of one metric. */
export interface MetricFamily {
  name: string
  type: MetricType
  help: string | null
  unit: string | null
  samples: ExposedSample[]
}

/** How a page is written: the Prometheus text format 0.0.4 or OpenMetrics 1.0. */
export type ExpositionFormat = 'prometheus' | 'openmetrics'

/** A line that is not as its format wants it, counted from 1. */
export interface ExpositionFault {
  line: number
  problem: string
}

/** A whole page with the faults that were read over, or the first fault. */
export type ParsedExposition =
  | { ok: true; families: MetricFamily[]; faults: ExpositionFault[] }
  | ({ ok: false } & ExpositionFault)

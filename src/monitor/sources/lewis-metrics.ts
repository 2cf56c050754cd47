/** Labels that tell how something went, and what they say. */
export interface Outcomes {
  labels: readonly string[]
  /** What is counted, of all that is counted here. */
  counted: RegExp
  all: RegExp
}

/** How a figure comes of a metric of that name. */
export type LewisSource =
  /** The value of a gauge, summed over its labels; `isPercent` where it may be written as 0 to 100. */
  | { how: 'gauge'; name: string; isPercent?: true }
  /** The growth of a counter in a second, or in an hour over the last hour. */
  | { how: 'rate'; name: string }
  | { how: 'per-hour'; name: string }
  /** The mean of what a histogram or summary observed, since the look before or over the last hour. */
  | { how: 'mean'; name: string; over: 'look' | 'hour' }
  /** The share of a counter's growth that has one outcome, over the same. */
  | { how: 'share'; name: string; outcomes: Outcomes; over: 'look' | 'hour' }

/** A series, and the metrics that tell it: the first of them that is on a page does. */
export interface LewisMetric {
  series: string
  from: readonly LewisSource[]
}

const outcomeLabels = ['status', 'result', 'outcome', 'state']
const statusLabels = ['status', 'status_code', 'code', 'http_status']

const succeeded: Outcomes = {
  labels: outcomeLabels,
  counted: /^(?:success|succeeded|successful|complete|completed|done|finished|ok)$/i,
  // One that runs or waits has not gone either way.
  all: /^(?:success|succeeded|successful|complete|completed|done|finished|ok|fail|failed|failure|error|errored|timeout|timed_out|cancelled|canceled|aborted)$/i,
}

/** `500` as well as `5xx`. */
const failed: Outcomes = { labels: statusLabels, counted: /^5/, all: /^\d/ }

const requestCounters = [
  'lewis_http_requests_total',
  'lewis_requests_total',
  'http_requests_total',
  'starlette_requests_total',
  'starlette_responses_total',
  'fastapi_requests_total',
]

/**
 * What LEWIS tells of its scans (`lewis_scans_total`, `lewis_scan_duration_seconds` and `lewis_active_scans`, says its integration guide), the
 * names that its operators give to what it does not, and what the usual instrumentation of FastAPI tells of requests.
 */
export const lewisMetrics: readonly LewisMetric[] = [
  {
    series: 'scan.per-hour',
    from: [
      ...gauges('lewis_scans_per_hour', 'scans_per_hour'),
      ...[
        'lewis_scans_total',
        'lewis_scans_completed_total',
        'scans_total',
        'lewis_scan_duration_seconds_count',
      ].map((name) => ({ how: 'per-hour', name }) as const),
    ],
  },
  {
    series: 'scan.duration',
    from: [
      { how: 'mean', name: 'lewis_scan_duration_seconds', over: 'hour' },
      { how: 'mean', name: 'scan_duration_seconds', over: 'hour' },
      ...gauges('lewis_scan_duration_seconds', 'scan_duration_seconds'),
    ],
  },
  {
    series: 'scan.success',
    from: [
      ...[
        'lewis_scan_success_rate',
        'lewis_scan_success_ratio',
        'scan_success_rate',
        'scan_success_ratio',
      ].map((name) => ({ how: 'gauge', name, isPercent: true }) as const),
      ...['lewis_scans_total', 'lewis_scans_completed_total', 'scans_total'].map(
        (name) => ({ how: 'share', name, outcomes: succeeded, over: 'hour' }) as const,
      ),
    ],
  },
  {
    series: 'scan.queue',
    from: gauges(
      'lewis_scan_queue_length',
      'lewis_scan_queue_size',
      'lewis_queue_length',
      'lewis_queue_size',
      'lewis_queued_scans',
      'lewis_scans_queued',
      'scan_queue_length',
      'scan_queue_size',
      'queued_scans',
    ),
  },
  {
    series: 'scan.active',
    from: gauges(
      'lewis_active_scans',
      'lewis_scans_active',
      'lewis_scans_in_progress',
      'active_scans',
      'scans_active',
    ),
  },
  {
    series: 'app.requests',
    from: [...requestCounters, 'http_request_duration_seconds_count'].map(
      (name) => ({ how: 'rate', name }) as const,
    ),
  },
  {
    series: 'app.errors',
    from: [...requestCounters, 'http_request_duration_seconds_count'].map(
      (name) => ({ how: 'share', name, outcomes: failed, over: 'look' }) as const,
    ),
  },
  {
    series: 'app.response',
    from: [
      'lewis_http_request_duration_seconds',
      'lewis_request_duration_seconds',
      'http_request_duration_highr_seconds',
      'http_request_duration_seconds',
      'starlette_request_duration_seconds',
      'starlette_requests_processing_time_seconds',
      'fastapi_requests_duration_seconds',
    ].map((name) => ({ how: 'mean', name, over: 'look' }) as const),
  },
  {
    series: 'app.connections',
    from: gauges(
      'lewis_active_connections',
      'lewis_connections_active',
      'http_connections_active',
      'websocket_connections_active',
      'active_connections',
      'nginx_connections_active',
    ),
  },
]

function gauges(...names: readonly string[]): LewisSource[] {
  return names.map((name) => ({ how: 'gauge', name }))
}

import type { Scans } from './scans.ts'

/** What the target counts of its requests. */
export interface RequestCounts {
  received: number
  answered: Map<string, number>
  inProgress: number
  secondsSum: number
}

export function newRequestCounts(): RequestCounts {
  return { received: 0, answered: new Map(), inProgress: 0, secondsSum: 0 }
}

/** Counts an answer. */
export function noteAnswer(counts: RequestCounts, method: string, status: number, seconds: number): void {
  const key = `method="${method}",status="${status}"`
  counts.answered.set(key, (counts.answered.get(key) ?? 0) + 1)
  counts.secondsSum += seconds
}

/** All metrics in Prometheus' text format. */
export function metricsText(counts: RequestCounts, scans: Scans): string {
  const { user, system } = process.cpuUsage()
  const answered = [...counts.answered.values()].reduce((sum, count) => sum + count, 0)
  const started = Date.now() / 1000 - process.uptime()
  return [
    family('process_cpu_seconds_total', 'counter', 'CPU time of the process.', [['', (user + system) / 1e6]]),
    family('process_resident_memory_bytes', 'gauge', 'Resident memory.', [['', process.memoryUsage.rss()]]),
    family('process_start_time_seconds', 'gauge', 'When it started, since 1970.', [['', started]]),
    family('http_requests_received_total', 'counter', 'Requests that came, answered or not.', [
      ['', counts.received],
    ]),
    family(
      'http_requests_total',
      'counter',
      'Requests that were answered.',
      [...counts.answered].map(([labels, count]) => [`{${labels}}`, count]),
    ),
    family('http_requests_in_progress', 'gauge', 'Requests that are not answered yet.', [
      ['', counts.inProgress],
    ]),
    family('http_request_duration_seconds', 'summary', 'From the head of a request to its answer.', [
      ['_sum', counts.secondsSum],
      ['_count', answered],
    ]),
    family('lewis_scans_total', 'counter', 'Scans that ended, by how.', [
      ['{state="completed"}', scans.count('completed')],
      ['{state="failed"}', scans.count('failed')],
    ]),
    family('lewis_scans_ordered_total', 'counter', 'Scans that were ordered.', [['', scans.count()]]),
    family('lewis_scans_running', 'gauge', 'Scans that run.', [['', scans.count('running')]]),
    family('lewis_scans_queued', 'gauge', 'Scans that wait for a slot.', [['', scans.count('queued')]]),
  ].join('')
}

function family(
  name: string,
  type: 'counter' | 'gauge' | 'summary',
  help: string,
  samples: readonly (readonly [suffix: string, value: number])[],
): string {
  const lines = samples.map(([suffix, value]) => `${name}${suffix} ${value}\n`)
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`
}

import { decodeHdr } from '../../metrics/index.ts'
import type { LoadRun } from '../../traffic/index.ts'
import { hdrText } from './hdr-text.ts'

/**
 * The latencies of a run as a histogram log of version 1.3 with encoding V2 (.hlog), an interval a second: what HistogramLogAnalyzer and
 * HdrHistogram's plotter read. Values are microseconds, interval maxima milliseconds.
 */
export function hdrLog({ timeline, startedEpochMs, plan }: LoadRun): string {
  const start = (startedEpochMs / 1000).toFixed(3)
  const lines = timeline
    .filter(({ atSeconds, lengthSeconds }) => atSeconds > 0 && lengthSeconds > 0)
    .map(({ atSeconds, lengthSeconds, latency }) => {
      const { maximum, total } = decodeHdr(latency)
      const figures = [
        Math.max(0, atSeconds - lengthSeconds).toFixed(3),
        lengthSeconds.toFixed(3),
        (total === 0 ? 0 : maximum / 1000).toFixed(3),
      ]
      return `${figures.join(',')},${hdrText(latency)}`
    })
  return [
    `#[Logged by lewis-perf; values in microseconds, ${plan.model.kind === 'open' ? 'from the due time' : 'from the sending'}]`,
    '#[Histogram log format version 1.3]',
    `#[StartTime: ${start} (seconds since epoch), ${new Date(startedEpochMs).toISOString()}]`,
    '"StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram"',
    ...lines,
    '',
  ].join('\n')
}

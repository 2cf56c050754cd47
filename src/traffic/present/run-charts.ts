import type { Chart } from '../../core/index.ts'
import type { LoadRun } from '../run.ts'
import type { LoadtestData } from './loadtest-data.ts'

/** Latency and throughput over time; nothing for a run of a moment. */
export function chartsOf({ timeline }: LoadtestData, { timeline: points }: LoadRun): Chart[] {
  if (timeline.length < 3) return []
  const x = { title: 'Time', unit: 'seconds' as const }
  const whole = points.filter(({ atSeconds, lengthSeconds }) => atSeconds > 0 && lengthSeconds > 0.5)
  return [
    {
      title: 'Latency over time',
      x,
      y: { title: 'Latency', unit: 'seconds' },
      series: [
        {
          name: 'p50',
          points: timeline.map(({ atSeconds, p50Seconds }) => [atSeconds, p50Seconds] as const),
        },
        {
          name: 'p99',
          points: timeline.map(({ atSeconds, p99Seconds }) => [atSeconds, p99Seconds] as const),
        },
      ],
    },
    {
      title: 'Throughput over time',
      detail: true,
      x,
      y: { title: 'Requests', unit: 'per-second' },
      series: [
        {
          name: 'sent',
          points: whole.map(
            ({ atSeconds, sent, lengthSeconds }) => [atSeconds, sent / lengthSeconds] as const,
          ),
        },
        {
          name: 'answered',
          points: whole.map(
            ({ atSeconds, answered, lengthSeconds }) => [atSeconds, answered / lengthSeconds] as const,
          ),
        },
      ],
    },
  ]
}

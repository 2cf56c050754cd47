import type { Chart } from '../../core/index.ts'
import { type HdrHistogram, hdrQuantile } from '../../metrics/index.ts'
import type { LoadRun, TimelinePoint } from '../run.ts'
import { sumOf, type Tally } from '../tally/index.ts'
import type { LoadtestData } from './loadtest-data.ts'

/** Latency and throughput over time, nothing for a run of a moment; and latencies by percentile. */
export function chartsOf(data: LoadtestData, run: LoadRun): Chart[] {
  return [...chartsOverTime(data, run), ...distributionChart(run.tally)]
}

function chartsOverTime({ timeline }: LoadtestData, { timeline: points }: LoadRun): Chart[] {
  // What is left of a second at the end has too few answers for a percentile.
  const whole = points.filter(({ atSeconds, lengthSeconds }) => atSeconds > 0 && lengthSeconds > 0.5)
  if (whole.length < 3) return []
  const ends = new Set(whole.map(({ atSeconds }) => atSeconds))
  const latencies = timeline.filter(({ atSeconds }) => ends.has(atSeconds))
  const x = { title: 'Time', unit: 'seconds' as const }
  const line = (name: string, of: (point: TimelinePoint) => number): Chart['series'][number] => ({
    name,
    points: whole.map((point) => [point.atSeconds, of(point)] as const),
  })
  return [
    {
      title: 'Latency over time',
      x,
      y: { title: 'Latency', unit: 'seconds' },
      series: [
        {
          name: 'p50',
          points: latencies.map(({ atSeconds, p50Seconds }) => [atSeconds, p50Seconds] as const),
        },
        {
          name: 'p99',
          points: latencies.map(({ atSeconds, p99Seconds }) => [atSeconds, p99Seconds] as const),
        },
      ],
    },
    {
      title: 'Throughput over time',
      detail: true,
      x,
      y: { title: 'Requests', unit: 'per-second' },
      series: [
        line('sent', ({ sent, lengthSeconds }) => sent / lengthSeconds),
        line('answered', ({ answered, lengthSeconds }) => answered / lengthSeconds),
        ...(whole.some(({ failed }) => failed > 0)
          ? [line('failed', ({ failed, lengthSeconds }) => failed / lengthSeconds)]
          : []),
      ],
    },
    {
      title: 'Requests under way at the end of each second',
      detail: true,
      x,
      y: { title: 'Requests', unit: 'count' },
      series: [
        line('sent, not answered', ({ inFlight }) => inFlight),
        ...(whole.some(({ waiting }) => waiting > 0)
          ? [line('due, not sent', ({ waiting }) => waiting)]
          : []),
      ],
    },
  ]
}

/** Fewer answers have no tail to draw. */
const fewestAnswers = 100
const stepsADecade = 10

/** As HdrHistogram's plotter draws it: each unit of x leaves a tenth of the requests above. */
function distributionChart(tally: Tally): Chart[] {
  const lines = [
    ...(tally.isOpen ? [{ name: 'from due time', of: 'fromDue' as const }] : []),
    { name: tally.isOpen ? 'from sending' : 'latency', of: 'fromSend' as const },
  ].flatMap(({ name, of }) => {
    const all = tally.cells.reduce<HdrHistogram | null>((sum, cell) => sumOf(sum, cell[of]), null)
    return all === null || all.total < fewestAnswers ? [] : [{ name, all }]
  })
  if (lines.length === 0) return []
  return [
    {
      title: 'Latency by percentile',
      detail: true,
      x: { title: 'Nines: 1 is p90, 2 is p99, 3 is p99.9', unit: 'count' },
      y: { title: 'Latency', unit: 'seconds' },
      series: lines.map(({ name, all }) => ({ name, points: percentilePoints(all) })),
    },
  ]
}

function percentilePoints(all: HdrHistogram): (readonly [nines: number, seconds: number])[] {
  const last = Math.floor(Math.log10(all.total) * stepsADecade)
  return Array.from({ length: last + 1 }, (_, step) => {
    const nines = step / stepsADecade
    return [nines, (hdrQuantile(all, 1 - 10 ** -nines) ?? 0) / 1e6] as const
  })
}

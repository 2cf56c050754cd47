import type { Histogram } from 'hdr-histogram-js'
import { countArrivals } from '../../../../src/traffic/index.ts'
import { histogramOf, lewisPerf, loadtest, savedResult, withFolder } from '../own-tool.ts'
import { withTruth } from '../rival-runs.ts'
import type { Check, Row } from '../suite.ts'

const rate = 100
const seconds = 5
const stages = [{ fromRate: rate, toRate: rate, seconds }]

/** Threads and processes share one schedule, and their histograms add up bucket by bucket. */
export const merge: Row = {
  id: 'T11',
  title: '1, 2 and 4 threads and 2 processes, one seed',
  accept: 'the same arrivals; merged histograms = their union, bucket by bucket',
  isRepeated: false,
  seconds: 4 * (seconds + 2),
  async run({ seed }) {
    const planned = countArrivals(stages, 'poisson', { seed })
    const checks: Check[] = []
    for (const workers of [1, 2, 4]) checks.push(...(await threads(workers, seed, planned)))
    return { checks: [...checks, ...(await processes(seed))] }
  },
}

function argsOf(url: string, seed: number): string[] {
  return [
    url,
    '--rate',
    `${rate}/s`,
    '--arrivals',
    'poisson',
    '--duration',
    `${seconds}s`,
    '--seed',
    String(seed),
  ]
}

function exact(name: string, measured: number, wanted: number): Check {
  return { name, unit: '', isExact: true, measured, atLeast: wanted, atMost: wanted }
}

async function threads(workers: number, seed: number, planned: number): Promise<Check[]> {
  return withTruth({ kind: 'sequence', ms: [1, 3, 8, 20] }, async (server) => {
    const { data, run } = await loadtest([...argsOf(server.url, seed), '--workers', String(workers)])
    const arrived = (await server.log()).arrivedMs.length
    const whole = histogramOf(run.cells.map(({ fromDue }) => fromDue))
    // Each second holds what all threads told of it.
    const seconds_ = histogramOf(run.timeline.map(({ latency }) => latency))
    const name = `${workers} threads`
    return [
      exact(`${name}: planned`, data.counts.planned, planned),
      exact(`${name}: arrived`, arrived, planned),
      exact(`${name}: buckets that differ`, bucketsThatDiffer(whole, seconds_), 0),
    ]
  })
}

async function processes(seed: number): Promise<Check[]> {
  return withTruth({ kind: 'sequence', ms: [1, 3, 8, 20] }, (server) =>
    withFolder(async (folder) => {
      const files = ['a.json', 'b.json']
      await Promise.all(
        files.map((file) => lewisPerf(['loadtest', ...argsOf(server.url, seed), '-q', '-o', file], folder)),
      )
      await lewisPerf(['loadtest', 'merge', ...files, '-q', '-o', 'both.json'], folder)
      const [a, b, both] = [...files, 'both.json'].map((file) => savedResult(`${folder}/${file}`).data)
      const texts = (data: typeof a) => data?.run?.cells.map(({ fromDue }) => fromDue) ?? []
      const union = histogramOf([...texts(a), ...texts(b)])
      const arrived = (await server.log()).arrivedMs.length
      return [
        exact('2 processes: sent', both?.counts.sent ?? Number.NaN, arrived),
        exact('2 processes: buckets that differ', bucketsThatDiffer(union, histogramOf(texts(both))), 0),
      ]
    }),
  )
}

function bucketsThatDiffer(a: Histogram, b: Histogram): number {
  const [of, others] = [bucketsOf(a), bucketsOf(b)]
  return [...new Set([...of.keys(), ...others.keys()])].filter((value) => of.get(value) !== others.get(value))
    .length
}

/** What each bucket counts: its upper end in microseconds, from the percentile distribution at the finest steps. */
function bucketsOf(histogram: Histogram): Map<number, number> {
  const counts = new Map<number, number>()
  for (let rank = 1; rank <= histogram.totalCount; rank++) {
    const value = histogram.getValueAtPercentile((100 * (rank - 0.5)) / histogram.totalCount)
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return counts
}

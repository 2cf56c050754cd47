import { arrivals } from '../../../../src/traffic/index.ts'
import { loadtest, type OwnRun, ownNotes, startOn } from '../own-tool.ts'
import { runRivals, withTruth } from '../rival-runs.ts'
import type { Check, Row, Said } from '../suite.ts'
import { binned, gapVariation } from '../truth.ts'

const seconds = 10
const binMs = 100
/** So near to the CV of the plan has that of the arrivals to be. */
const near = 0.1
/** A rate with a count of threads and connections that divides nothing. */
interface Asked {
  rate: number
  workers: number
  connections: number
}

const slow: Asked[] = [
  { rate: 1, workers: 3, connections: 5 },
  { rate: 7, workers: 2, connections: 3 },
  { rate: 50, workers: 3, connections: 7 },
]
const middle: Asked = { rate: 333, workers: 1, connections: 13 }
const fast: Asked = { rate: 1000, workers: 1, connections: 31 }
type Process = 'uniform' | 'poisson'

interface Seen {
  asked: Asked
  process: Process
  seed: number
  run: OwnRun
  arrivedMs: number[]
  startMs: number
}

/** How many come and when, for rates and numbers of threads and connections that divide nothing. */
export const rate: Row = {
  id: 'T5',
  title: '1, 7, 50, 333 and 1000/s, even and Poisson',
  accept: 'server arrivals exact; 100 ms bins within 2; CV 0, or that of the plan; report = server count',
  isRepeated: true,
  seconds: 6 * (seconds + 2),
  async run({ seed, progress }) {
    progress('1, 7 and 50/s')
    const even = Promise.all(slow.map((asked) => measure(asked, 'uniform', seed)))
    const [few, fifty] = await Promise.all([even, rivalBins(50, 10)])
    progress('Poisson')
    const poisson = await Promise.all(slow.map((asked) => measure(asked, 'poisson', seed)))
    const middlePoisson = await measure(middle, 'poisson', seed)
    progress('333/s')
    const [steady, many] = await Promise.all([measure(middle, 'uniform', seed), rivalBins(333, 9)])
    progress('1000/s')
    const rapid = await measure(fast, 'uniform', seed)
    const rapidPoisson = await measure(fast, 'poisson', seed)
    const all = [...few, steady, rapid, ...poisson, middlePoisson, rapidPoisson]
    const ours = [...few.filter(({ asked }) => asked.rate === 50), steady]
    return {
      checks: all.flatMap(checksOf),
      said: [
        ...ours.flatMap((one) =>
          saidOf('lewis-perf', one.asked.rate, one.arrivedMs, one.startMs, one.run.data.counts.sent),
        ),
        ...fifty,
        ...many,
      ],
      notes: ownNotes(rapid.run),
    }
  },
}

async function measure(asked: Asked, process: Process, seed: number): Promise<Seen> {
  return withTruth({ kind: 'constant', ms: 2, mayBeLate: true }, async (server) => {
    const { rate, workers, connections } = asked
    const how = ['--workers', String(workers), '--connections', String(connections), '--arrivals', process]
    const model = ['--rate', `${rate}/s`, '--duration', `${seconds}s`, '--seed', String(seed)]
    const run = await loadtest([server.url, ...model, ...how])
    const log = await server.log()
    return { asked, process, seed, run, arrivedMs: log.arrivedMs, startMs: startOn(run, log) }
  })
}

function checksOf({ asked: { rate }, process, seed, run, arrivedMs, startMs }: Seen): Check[] {
  const name = `${rate}/s ${process}`
  const { planned, sent, ok } = run.data.counts
  const exact = { unit: 'requests', isExact: true }
  const counted: Check[] = [
    {
      ...exact,
      name: `${name}: sent less arrived`,
      measured: sent - arrivedMs.length,
      atLeast: 0,
      atMost: 0,
    },
    { ...exact, name: `${name}: planned less ok`, measured: planned - ok, atLeast: 0, atMost: 0 },
  ]
  const variation = gapVariation(arrivedMs)
  if (process === 'poisson') {
    const planned = plannedVariation(rate, seed)
    return rate < 50
      ? counted
      : [
          ...counted,
          {
            name: `${name}: CV`,
            unit: '',
            measured: variation,
            atLeast: planned - near,
            atMost: planned + near,
          },
        ]
  }
  return [
    ...counted,
    {
      ...exact,
      name: `${name}: arrived`,
      measured: arrivedMs.length,
      atLeast: rate * seconds,
      atMost: rate * seconds,
    },
    {
      name: `${name}: 100 ms bin off by at most`,
      unit: 'requests',
      measured: worstBin(rate, arrivedMs, startMs),
      atMost: 2,
    },
    // At 1000/s half a millisecond of a timer is half a gap.
    { name: `${name}: CV`, unit: '', measured: variation, atMost: rate >= 1000 ? 1 : 0.2 },
  ]
}

/** That of the gaps of the plan itself: of n exponential gaps it lies within 1 / sqrt(n) of 1. */
function plannedVariation(ratePerSecond: number, seed: number): number {
  const next = arrivals([{ fromRate: ratePerSecond, toRate: ratePerSecond, seconds }], 'poisson', { seed })
  const dueMs: number[] = []
  for (let arrival = next(); arrival !== null; arrival = next()) dueMs.push(arrival.dueSeconds * 1000)
  return gapVariation(dueMs)
}

function worstBin(rate: number, arrivedMs: readonly number[], startMs: number): number {
  const bins = binned(arrivedMs, startMs, binMs, (seconds * 1000) / binMs)
  return Math.max(...bins.map((count) => Math.abs(count - (rate * binMs) / 1000)))
}

/** Theirs at a rate; wrk has none. Their start is their first request. */
async function rivalBins(rate: number, connections: number): Promise<Said[]> {
  const load = { ratePerSecond: rate, seconds, timeoutSeconds: 5, connections, busyConnections: 1 }
  const runs = await runRivals({ kind: 'constant', ms: 2, mayBeLate: true }, load, { without: ['wrk'] })
  return runs.flatMap(({ rival, report, log: { arrivedMs } }) =>
    saidOf(rival, rate, arrivedMs, arrivedMs[0] ?? Number.NaN, report.accounted),
  )
}

function saidOf(
  tool: Said['tool'],
  rate: number,
  arrivedMs: readonly number[],
  startMs: number,
  accounted: number,
): Said[] {
  const unit = 'requests'
  return [
    { tool, figure: `${rate}/s: worst bin`, unit, reported: worstBin(rate, arrivedMs, startMs), truth: 0 },
    { tool, figure: `${rate}/s: arrived`, unit, reported: arrivedMs.length, truth: rate * seconds },
    { tool, figure: `${rate}/s: counted`, unit, reported: accounted, truth: arrivedMs.length },
  ]
}

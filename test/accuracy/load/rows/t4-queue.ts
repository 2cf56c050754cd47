import { loopbackCostMs, servicesMs } from '../calibration.ts'
import { loadtest, ownNotes, ownQuantileMs } from '../own-tool.ts'
import { runRivals, saidByRivals, saidByUs, withTruth } from '../rival-runs.ts'
import type { Row, Said } from '../suite.ts'
import { queueQuantile, rankedQuantile } from '../truth.ts'

const seconds = 60
const lambda = 70
const mu = 100
const queues = 8
const rivalRuns = 3
const load = { ratePerSecond: lambda, seconds, timeoutSeconds: 10, connections: 10, busyConnections: 2 }

function kindOf(seed: number) {
  return { kind: 'queue', slots: 1, meanMs: 1000 / mu, isExponential: true, seed } as const
}

/** Eight queues of one server each, Poisson arrivals: each report against the log of its own server. */
export const queue: Row = {
  id: 'T4',
  title: 'M/M/1, 70/s at 100/s, eight queues',
  accept: 'mean, p50 and p99 within 3 % of the server log + c; theory within 25 % of all together',
  isRepeated: false,
  seconds: 2 * (seconds + 4),
  async run({ seed, progress }) {
    progress('eight queues of ours')
    const [cost, ...ours] = await Promise.all([
      loopbackCostMs({ kind: 'constant', ms: 10 }, seconds, 1000 / lambda),
      ...Array.from({ length: queues }, (_, index) =>
        withTruth(kindOf(seed + index), async (server) => {
          const model = ['--rate', `${lambda}/s`, '--arrivals', 'poisson', '--duration', `${seconds}s`]
          const run = await loadtest([server.url, ...model, '--seed', String(seed + 100 + index)])
          return { run, services: servicesMs(await server.log()) }
        }),
      ),
    ])
    progress('the rivals')
    const theirs = await Promise.all(
      Array.from({ length: rivalRuns }, (_, index) => runRivals(kindOf(seed + index), load)),
    )
    const all = ours.flatMap(({ services }) => services)
    const worst = (off: (one: (typeof ours)[number]) => number): number => Math.max(...ours.map(off))
    const percentOff = (q: number) =>
      worst(({ run, services }) => {
        const truth = rankedQuantile(services, q) + cost
        return (100 * Math.abs(ownQuantileMs(run, 'fromDue', q) - truth)) / truth
      })
    const meanOff = worst(({ run, services }) => {
      const truth = services.reduce((sum, one) => sum + one, 0) / services.length + cost
      return (100 * Math.abs((run.data.latency.fromDue?.meanSeconds ?? Number.NaN) * 1000 - truth)) / truth
    })
    const theoryOff = (q: number): number =>
      100 * Math.abs(rankedQuantile(all, q) / (queueQuantile(lambda, mu, q) * 1000) - 1)
    const said: Said[] = [
      ...ours.flatMap(({ run, services }) =>
        saidByUs(
          ['p50', 'p99'],
          {
            quantileMs: (q) => ownQuantileMs(run, 'fromDue', q),
            truthMs: (q) => rankedQuantile(services, q) + cost,
          },
          { accounted: run.data.counts.sent, arrived: services.length },
        ),
      ),
      ...saidByRivals(theirs.flat(), ['p50', 'p99'], (_, q) => rankedQuantile(all, q) + cost),
    ]
    return {
      checks: [
        { name: 'mean off by, worst of eight', unit: '%', measured: meanOff, atMost: 3 },
        { name: 'p50 off by, worst of eight', unit: '%', measured: percentOff(0.5), atMost: 3 },
        { name: 'p99 off by, worst of eight', unit: '%', measured: percentOff(0.99), atMost: 3 },
        { name: 'p50 of all, off theory', unit: '%', measured: theoryOff(0.5), atMost: 25 },
        { name: 'p99 of all, off theory', unit: '%', measured: theoryOff(0.99), atMost: 25 },
      ],
      said,
      notes: { requests: all.length, 'c ms': cost, ...(ours[0] === undefined ? {} : ownNotes(ours[0].run)) },
    }
  },
}

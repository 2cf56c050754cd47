import { loopbackCostMs, servicesMs } from '../calibration.ts'
import { loadtest, ownNotes, ownQuantileMs } from '../own-tool.ts'
import { runRivals, saidByRivals, saidByUs, withTruth } from '../rival-runs.ts'
import type { Check, Row } from '../suite.ts'
import { latenciesOnOneConnection, rankedQuantile } from '../truth.ts'

const seconds = 20
const rate = 10
const kind = { kind: 'sequence', ms: [1, 1, 1, 1, 1, 1, 1, 1, 150] } as const
const load = { ratePerSecond: rate, seconds, timeoutSeconds: 5, connections: 1, busyConnections: 1 }
const figures = ['p50', 'p80', 'p99'] as const

/** One connection, a request every 100 ms, and every ninth takes 150 ms: the next one waits 50. */
export const bimodal: Row = {
  id: 'T3',
  title: 'eight times 1 ms, then 150 ms; one connection, 10/s',
  accept: 'from due: p70 = 1, p80 = 51, p90 = 150; from sending: p80 = 1 ms (within 2 ms, 3 %)',
  isRepeated: true,
  seconds: 3 * (seconds + 2),
  async run({ seed }) {
    const [{ run, log }, cost] = await Promise.all([
      withTruth(kind, async (server) => {
        const model = ['--rate', `${rate}/s`, '--duration', `${seconds}s`, '--connections', '1']
        const run = await loadtest([server.url, ...model, '--seed', String(seed)])
        return { run, log: await server.log() }
      }),
      loopbackCostMs({ kind: 'constant', ms: 1 }, seconds, 100),
    ])
    const theirs = await runRivals(kind, load, { atOnce: 2 })
    const fromDue = latenciesOnOneConnection(servicesMs(log), 1000 / rate)
    const truthMs = (q: number): number => rankedQuantile(fromDue, q) + cost
    const quantileMs = (q: number): number => ownQuantileMs(run, 'fromDue', q)
    const off = (name: string, reported: number, truth: number): Check => ({
      name: `${name} off by`,
      unit: 'ms',
      measured: Math.abs(reported - truth),
      atMost: Math.max(2, 0.03 * truth),
    })
    const { fromDue: printed, fromSend } = run.data.latency
    return {
      checks: [
        ...[0.7, 0.8, 0.9].map((q) => off(`from due, p${q * 100}`, quantileMs(q), truthMs(q))),
        ...[0.8, 0.9].map((q) =>
          off(
            `from sending, p${q * 100}`,
            ownQuantileMs(run, 'fromSend', q),
            rankedQuantile(servicesMs(log), q) + cost,
          ),
        ),
        off('printed from due, p90', (printed?.p90Seconds ?? Number.NaN) * 1000, truthMs(0.9)),
        off(
          'printed from sending, p75',
          fromSend.p75Seconds * 1000,
          rankedQuantile(servicesMs(log), 0.75) + cost,
        ),
      ],
      said: [
        ...saidByUs(
          figures,
          { quantileMs, truthMs },
          { accounted: run.data.counts.sent, arrived: log.arrivedMs.length },
        ),
        ...saidByRivals(theirs, figures, (_, q) => truthMs(q)),
      ],
      notes: { 'c ms': cost, ...ownNotes(run) },
    }
  },
}

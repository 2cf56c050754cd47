import { loopbackCostMs, servicesMs } from '../calibration.ts'
import { loadtest, ownNotes, ownQuantileMs } from '../own-tool.ts'
import { runRivals, saidByRivals, saidByUs, withTruth } from '../rival-runs.ts'
import type { Check, Row } from '../suite.ts'
import { rankedQuantile } from '../truth.ts'

const seconds = 20
const rate = 100
const kind = { kind: 'constant', ms: 20, mayBeLate: true } as const
const load = { ratePerSecond: rate, seconds, timeoutSeconds: 5, connections: 10, busyConnections: 2 }

/** A server that takes 20 ms for everything: every percentile is that and what loopback costs. */
export const constant: Row = {
  id: 'T1',
  title: 'constant 20 ms, 100/s, 20 s',
  accept: 'p50 and p99 within max(2 ms, 3 %) of the server log + c',
  isRepeated: true,
  seconds: 3 * (seconds + 2),
  async run({ seed }) {
    const [own, cost] = await Promise.all([
      withTruth(kind, async (server) => {
        const run = await loadtest([
          server.url,
          '--rate',
          `${rate}/s`,
          '--duration',
          `${seconds}s`,
          '--seed',
          String(seed),
        ])
        return { run, log: await server.log() }
      }),
      loopbackCostMs(kind, seconds, 10),
    ])
    // Two clients at a time, ours and the bare socket as well as any two of them: five on two cores wait for each other.
    const theirs = await runRivals(kind, load, { atOnce: 2 })
    const { run, log } = own
    const truthMs = (q: number): number => rankedQuantile(servicesMs(log), q) + cost
    const quantileMs = (q: number): number => ownQuantileMs(run, 'fromDue', q)
    const checks: Check[] = [0.5, 0.99].map((q) => ({
      name: `p${q * 100} off by`,
      unit: 'ms',
      measured: Math.abs(quantileMs(q) - truthMs(q)),
      atMost: Math.max(2, 0.03 * truthMs(q)),
    }))
    const arrived = log.arrivedMs.length
    return {
      checks: [
        ...checks,
        {
          name: 'sent',
          unit: 'requests',
          measured: run.data.counts.sent,
          atLeast: arrived,
          atMost: arrived,
          isExact: true,
        },
      ],
      said: [
        ...saidByUs(['p50', 'p99'], { quantileMs, truthMs }, { accounted: run.data.counts.sent, arrived }),
        ...saidByRivals(theirs, ['p50', 'p99'], (one, q) => rankedQuantile(servicesMs(one.log), q) + cost),
      ],
      notes: { 'c ms': cost, ...ownNotes(run) },
    }
  },
}

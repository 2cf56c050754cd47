import { setTimeout as pause } from 'node:timers/promises'
import { median } from '../../../benchmarks/harness/ratios.ts'
import type { GroundTruth } from '../../../servers/ground-truth/index.ts'
import { loopbackCostMs, servicesMs } from '../calibration.ts'
import { loadtest, ownNotes, ownQuantileMs } from '../own-tool.ts'
import { runRivals, saidByRivals, saidByUs, withTruth } from '../rival-runs.ts'
import type { Check, Row } from '../suite.ts'
import { stalledQuantile } from '../truth.ts'

const seconds = 20
const rate = 100
const kind = { kind: 'constant', ms: 20, mayBeLate: true } as const
const load = { ratePerSecond: rate, seconds, timeoutSeconds: 5, connections: 10, busyConnections: 2 }

/** A server that stands still once, for 1 s of 20: whoever comes meanwhile waits for the rest of it. */
export const stall: Row = {
  id: 'T2',
  title: 'stopped for 1 s in 20 s, 100/s',
  accept: 'p50, p95, p99, p99.9 and max within 3 % of the stall',
  isRepeated: true,
  seconds: 23,
  async run({ seed }) {
    const stalledMs = new Map<string, number>()
    const stand = async (server: GroundTruth): Promise<void> => {
      await server.seen(rate * 6)
      stalledMs.set(server.url, await standStill(server, 1000))
    }
    const own = withTruth(kind, async (server) => {
      const args = [server.url, '--rate', `${rate}/s`, '--duration', `${seconds}s`, '--seed', String(seed)]
      const [run] = await Promise.all([loadtest(args), stand(server)])
      return { run, log: await server.log(), stall: stalledMs.get(server.url) ?? Number.NaN }
    })
    // Theirs stand still for as long as ours to a millisecond: the truth of each is that of a client who comes evenly.
    const [{ run, log, stall: stallMs }, theirs, cost] = await Promise.all([
      own,
      runRivals(kind, load, { meanwhile: stand }),
      loopbackCostMs(kind, seconds, 10),
    ])
    const delay = median(servicesMs(log)) + cost
    const truthMs = (q: number): number =>
      stalledQuantile({ delay, stall: stallMs, total: seconds * 1000 }, q)
    const quantileMs = (q: number): number => ownQuantileMs(run, 'fromDue', q)
    const names: [string, number][] = [
      ['p50', 0.5],
      ['p95', 0.95],
      ['p99', 0.99],
      ['p99.9', 0.999],
      ['max', 1],
    ]
    // The last of those with no wait and the first of those with a little stand side by side.
    const checks: Check[] = names.map(([name, q]) => ({
      name: `${name} off by`,
      unit: 'ms',
      measured: Math.abs(quantileMs(q) - truthMs(q)),
      atMost: 0.03 * stallMs,
    }))
    return {
      checks,
      said: [
        ...saidByUs(
          ['p50', 'p99'],
          { quantileMs, truthMs },
          { accounted: run.data.counts.sent, arrived: log.arrivedMs.length },
        ),
        ...saidByRivals(theirs, ['p50', 'p99'], (_, q) => truthMs(q)),
      ],
      notes: { 'stall ms': stallMs, 'c ms': cost, ...ownNotes(run) },
    }
  },
}

/** Stops a server's process for so long; answers for how long it really was. */
async function standStill({ process: child }: GroundTruth, ms: number): Promise<number> {
  const from = performance.now()
  child.kill('SIGSTOP')
  await pause(ms)
  child.kill('SIGCONT')
  return performance.now() - from
}

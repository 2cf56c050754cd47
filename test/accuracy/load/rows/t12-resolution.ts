import { median } from '../../../benchmarks/harness/ratios.ts'
import { loopbackCostMs, servicesMs } from '../calibration.ts'
import { loadtest, ownQuantileMs } from '../own-tool.ts'
import { withTruth } from '../rival-runs.ts'
import type { Check, Row } from '../suite.ts'

const seconds = 10
const outlierMs = 30_000

/** Times below a millisecond, and one of half a minute. */
export const resolution: Row = {
  id: 'T12',
  title: 'services of 0.2, 0.5 and 1.5 ms; one of 30 s',
  accept: 'p50 within 0.1 ms of the server log + c; max within 0.1 %',
  isRepeated: true,
  seconds: outlierMs / 1000 + 4,
  async run({ seed, progress }) {
    progress('0.2, 0.5 and 1.5 ms')
    const outlier = longest(seed)
    const short: Check[] = []
    for (const ms of [0.2, 0.5, 1.5]) short.push(await brief(ms, seed))
    return { checks: [...short, await outlier] }
  },
}

async function brief(ms: number, seed: number): Promise<Check> {
  const kind = { kind: 'busy', ms } as const
  const [{ run, log }, cost] = await Promise.all([
    withTruth(kind, async (server) => {
      const run = await loadtest([
        server.url,
        '--rate',
        '50/s',
        '--duration',
        `${seconds}s`,
        '--seed',
        String(seed),
      ])
      return { run, log: await server.log() }
    }),
    loopbackCostMs(kind, seconds, 20),
  ])
  const truth = median(servicesMs(log)) + cost
  return {
    name: `${ms} ms: p50 off by`,
    unit: 'ms',
    measured: Math.abs(ownQuantileMs(run, 'fromSend', 0.5) - truth),
    atMost: 0.1 + truth / 1000,
  }
}

async function longest(seed: number): Promise<Check> {
  return withTruth(
    { kind: 'sequence', ms: [outlierMs, ...Array.from({ length: 199 }, () => 1)] },
    async (server) => {
      const patience = ['--timeout', '60s', '--drain', '45s']
      const run = await loadtest([
        server.url,
        '--rate',
        '20/s',
        '--duration',
        '5s',
        ...patience,
        '--seed',
        String(seed),
      ])
      const truth = Math.max(...servicesMs(await server.log()))
      const reported = (run.data.latency.fromSend.maxSeconds ?? Number.NaN) * 1000
      return {
        name: '30 s: max off by',
        unit: '%',
        measured: (100 * Math.abs(reported - truth)) / truth,
        atMost: 0.1,
      }
    },
  )
}

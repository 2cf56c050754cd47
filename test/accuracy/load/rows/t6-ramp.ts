import { expectedArrivals, type Stage } from '../../../../src/traffic/index.ts'
import { loadtest, ownNotes, startOn } from '../own-tool.ts'
import { withTruth } from '../rival-runs.ts'
import type { Row } from '../suite.ts'
import { binned } from '../truth.ts'

const stages: Stage[] = [
  { fromRate: 0, toRate: 200, seconds: 10 },
  { fromRate: 100, toRate: 100, seconds: 4 },
]
const seconds = 14

/** From nothing to 200/s in ten seconds, then a step down to 100/s. */
export const ramp: Row = {
  id: 'T6',
  title: '0 to 200/s in 10 s, then 100/s',
  accept: '1400 in all, exact; each second within 1 % or one request of the integral',
  isRepeated: false,
  seconds: seconds + 2,
  async run({ seed }) {
    return withTruth({ kind: 'constant', ms: 2, mayBeLate: true }, async (server) => {
      const run = await loadtest([server.url, '--stages', '0..200/s:10s,100/s:4s', '--seed', String(seed)])
      const log = await server.log()
      const seen = binned(log.arrivedMs, startOn(run, log), 1000, seconds)
      const over = seen.map((count, second) => {
        const planned = expectedArrivals(stages, second + 1) - expectedArrivals(stages, second)
        return Math.abs(count - planned) - Math.max(1, planned / 100)
      })
      const exact = { unit: 'requests', isExact: true }
      return {
        checks: [
          { ...exact, name: 'arrived', measured: log.arrivedMs.length, atLeast: 1400, atMost: 1400 },
          { ...exact, name: 'reported ok', measured: run.data.counts.ok, atLeast: 1400, atMost: 1400 },
          {
            name: 'worst second, over what is allowed',
            unit: 'requests',
            measured: Math.max(...over),
            atMost: 0,
          },
        ],
        notes: ownNotes(run),
      }
    })
  },
}

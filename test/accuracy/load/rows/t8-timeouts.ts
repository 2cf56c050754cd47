import { readFileSync } from 'node:fs'
import { loadtest, ownNotes, withFolder } from '../own-tool.ts'
import { withTruth } from '../rival-runs.ts'
import type { Row } from '../suite.ts'

const requests = 1000

/** Every tenth request is never answered: its second of waiting belongs to the percentiles. */
export const timeouts: Row = {
  id: 'T8',
  title: '10 % never answered, timeout 1 s',
  accept: 'p95 >= 1 s and printed so; the share exact',
  isRepeated: false,
  seconds: 13,
  async run({ seed }) {
    const ms = [5, 5, 5, 5, 5, 5, 5, 5, 5, null]
    return withTruth({ kind: 'sequence', ms }, (server) =>
      withFolder(async (folder) => {
        const table = `${folder}/table`
        const model = ['--rate', '100/s', '--duration', '10s', '--timeout', '1s', '--seed', String(seed)]
        const run = await loadtest([server.url, ...model, '-o', `table=${table}`])
        const silent = (await server.log()).answeredMs.filter((answered) => answered === null).length
        const { counts, latency } = run.data
        const printed =
          readFileSync(table, 'utf8')
            .split('\n')
            .find((line) => line.startsWith('p95')) ?? ''
        const exact = { isExact: true, unit: '' }
        return {
          checks: [
            {
              ...exact,
              name: 'timed out',
              measured: counts.timedOut,
              atLeast: requests / 10,
              atMost: requests / 10,
            },
            {
              ...exact,
              name: 'never answered, by the server',
              measured: silent,
              atLeast: counts.timedOut,
              atMost: counts.timedOut,
            },
            {
              ...exact,
              name: 'in the percentiles',
              measured: latency.fromDue?.count ?? 0,
              atLeast: requests,
              atMost: requests,
            },
            {
              ...exact,
              name: 'p95',
              unit: 's',
              measured: latency.fromDue?.p95Seconds ?? Number.NaN,
              atLeast: 1,
              atMost: 1.1,
            },
            {
              ...exact,
              name: 'p95 is printed as ">= 1 s"',
              measured: /^p95 +>= 1(\.\d+)? s/.test(printed) ? 1 : 0,
              atLeast: 1,
            },
            {
              ...exact,
              name: 'p50 is no lower bound',
              measured: latency.fromDue?.lowerBounds?.includes('p50Seconds') ? 0 : 1,
              atLeast: 1,
            },
          ],
          notes: ownNotes(run),
        }
      }),
    )
  },
}

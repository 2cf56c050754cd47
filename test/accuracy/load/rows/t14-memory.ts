import { median } from '../../../benchmarks/harness/ratios.ts'
import type { Finished } from '../children.ts'
import { loadtest, ownNotes } from '../own-tool.ts'
import { withTruth } from '../rival-runs.ts'
import type { Measured, Row } from '../suite.ts'

/** Bodies are counted and dropped. */
export const memory: Row = {
  id: 'T14',
  title: '500/s with bodies of 1 MB, 60 s',
  accept: 'resident memory grows by less than 20 MB',
  isRepeated: false,
  seconds: 64,
  run: ({ seed }) => bodiesOf1Mb(60, seed),
}

/** Loads a server that answers 1 MB at once, 500 times a second. */
export async function bodiesOf1Mb(seconds: number, seed: number): Promise<Measured> {
  return withTruth({ kind: 'bodies', bytes: 1_000_000 }, async (server) => {
    const run = await loadtest([
      server.url,
      '--rate',
      '500/s',
      '--duration',
      `${seconds}s`,
      '--seed',
      String(seed),
    ])
    const { ok, planned } = run.data.counts
    return {
      checks: [
        { name: 'growth of resident memory', unit: 'MB', measured: growthMb(run), atMost: 20 },
        { name: 'answered', unit: 'requests', measured: ok, atLeast: planned, isExact: true },
      ],
      notes: {
        'peak MB': Math.max(...run.residentBytes) / 1e6,
        'MB/s': run.data.bytesReceived / 1e6 / seconds,
        ...ownNotes(run),
      },
    }
  })
}

/** From the second tenth of a run, when everything has been used once, to its last tenth. */
export function growthMb({ residentBytes }: Finished): number {
  const tenth = Math.floor(residentBytes.length / 10)
  return (median(residentBytes.slice(-tenth)) - median(residentBytes.slice(tenth, 2 * tenth))) / 1e6
}

import {
  type GroundTruth,
  startGroundTruth,
  type Truth,
  type TruthLog,
} from '../../servers/ground-truth/index.ts'
import { compared, type Load, type RivalName, type RivalReport, rivals, runRival } from './rivals.ts'
import type { Said } from './suite.ts'

/** A rival's run at a server of its own. */
export interface RivalRun {
  rival: RivalName
  report: RivalReport
  log: TruthLog
}

/** Runs the rivals, each at a server of its own, `atOnce` of them at the same time; `meanwhile` may do something to each server. */
export async function runRivals(
  kind: Truth,
  load: Omit<Load, 'url'> & { path?: string },
  {
    without = [],
    atOnce = rivals.length,
    meanwhile = async () => {},
  }: {
    without?: readonly RivalName[]
    atOnce?: number
    meanwhile?: (server: GroundTruth) => Promise<void>
  } = {},
): Promise<RivalRun[]> {
  const asked = rivals.filter((rival) => !without.includes(rival))
  const runs: RivalRun[] = []
  for (let first = 0; first < asked.length; first += atOnce) {
    const together = asked.slice(first, first + atOnce).map((rival) =>
      withTruth(kind, async (server) => {
        const [report] = await Promise.all([
          runRival(rival, { ...load, url: `${server.url}${load.path ?? '/'}` }),
          meanwhile(server),
        ])
        return { rival, report, log: await server.log() }
      }),
    )
    runs.push(...(await Promise.all(together)))
  }
  return runs
}

/** A server for `use`, stopped afterwards. */
export async function withTruth<T>(kind: Truth, use: (server: GroundTruth) => Promise<T>): Promise<T> {
  const server = await startGroundTruth(kind)
  try {
    return await use(server)
  } finally {
    await server.stop()
  }
}

type Figure = keyof typeof compared

/** What each rival said of some figures in milliseconds, beside the truth of its own run; and of the number of answers. */
export function saidByRivals(
  runs: readonly RivalRun[],
  figures: readonly Figure[],
  truthOf: (run: RivalRun, q: number) => number,
): Said[] {
  return runs.flatMap((run) => [
    ...figures.map((figure) => ({
      tool: run.rival,
      figure,
      unit: 'ms',
      reported: run.report.quantiles[figure] ?? null,
      truth: truthOf(run, compared[figure]),
    })),
    {
      tool: run.rival,
      figure: 'requests',
      unit: '% of them',
      reported: (100 * run.report.accounted) / run.log.arrivedMs.length,
      truth: 100,
    },
  ])
}

/** The same of ours: `quantileMs` is what it reported. */
export function saidByUs(
  figures: readonly Figure[],
  { quantileMs, truthMs }: { quantileMs: (q: number) => number; truthMs: (q: number) => number },
  { accounted, arrived }: { accounted: number; arrived: number },
): Said[] {
  return [
    ...figures.map((figure) => ({
      tool: 'lewis-perf' as const,
      figure,
      unit: 'ms',
      reported: quantileMs(compared[figure]),
      truth: truthMs(compared[figure]),
    })),
    {
      tool: 'lewis-perf',
      figure: 'requests',
      unit: '% of them',
      reported: (100 * accounted) / arrived,
      truth: 100,
    },
  ]
}

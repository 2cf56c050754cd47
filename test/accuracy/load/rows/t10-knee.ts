import type { Envelope } from '../../../../src/core/index.ts'
import type { LoadtestData } from '../../../../src/traffic/index.ts'
import { installed } from '../../../e2e/installed.ts'
import { runChild } from '../children.ts'
import { withTruth } from '../rival-runs.ts'
import type { Check, Row } from '../suite.ts'

/**
 * Four slots of 20 ms carry 200/s; of Poisson arrivals 174/s keep their 99th percentile below 100 ms. How they queue differs from minute to
 * minute: a step of 40 s tells less than 5 % of load apart.
 */
const kinds = {
  uniform: { expected: 200, stepSeconds: 20, seconds: 180 },
  poisson: { expected: 174, stepSeconds: 40, seconds: 360 },
}
/** At the same time: together they keep one core busy of two. */
const searches = 5

/** The highest load that holds a limit, five times. */
export const knee: Row = {
  id: 'T10',
  title: '--find-max at four slots of 20 ms, p99<100ms',
  accept: '200/s for even arrivals and 174/s for Poisson, within 5 %, 5 times of 5',
  isRepeated: false,
  seconds: kinds.uniform.seconds + kinds.poisson.seconds,
  async run({ seed, progress }) {
    const checks: Check[] = []
    for (const arrivals of ['uniform', 'poisson'] as const) {
      progress(`${searches} searches of ${arrivals} arrivals`)
      const numbers = Array.from({ length: searches }, (_, number) => number)
      checks.push(...(await Promise.all(numbers.map((number) => search(arrivals, number, seed)))))
    }
    return { checks }
  },
}

async function search(arrivals: keyof typeof kinds, number: number, seed: number): Promise<Check> {
  return withTruth({ kind: 'queue', slots: 4, meanMs: 20, isExponential: false, seed: 1 }, async (server) => {
    const how = [
      '--find-max',
      '--slo',
      'p99<100ms',
      '--arrivals',
      arrivals,
      '--rate',
      '100/s',
      '--duration',
      `${kinds[arrivals].stepSeconds}s`,
    ]
    const { output } = await runChild(process.execPath, [
      ...[installed, 'loadtest', server.url, ...how, '--seed', String(seed + 50 * number), '--json'],
    ])
    const { data } = JSON.parse(output) as Envelope<LoadtestData>
    const wanted = kinds[arrivals].expected
    return {
      name: `${arrivals}, search ${number + 1}`,
      unit: '/s',
      isExact: true,
      measured: data.maximum?.ratePerSecond ?? Number.NaN,
      atLeast: wanted * 0.95,
      atMost: wanted * 1.05,
    }
  })
}

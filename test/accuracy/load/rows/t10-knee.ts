import type { Envelope } from '../../../../src/core/index.ts'
import type { LoadtestData } from '../../../../src/traffic/index.ts'
import { installed } from '../../../e2e/installed.ts'
import { runChild } from '../children.ts'
import { withTruth } from '../rival-runs.ts'
import type { Check, Row } from '../suite.ts'

/** Four slots of 20 ms carry 200/s; of Poisson arrivals 174/s keep their 99th percentile below 100 ms. */
const expected = { uniform: 200, poisson: 174 }
const searches = 5
/** So many pairs of searches at once: one pair leaves a core idle. */
const atOnce = 2

/** The highest load that holds a limit, five times. */
export const knee: Row = {
  id: 'T10',
  title: '--find-max at four slots of 20 ms, p99<100ms',
  accept: '200/s for even arrivals and 174/s for Poisson, within 5 %, 5 times of 5',
  isRepeated: false,
  seconds: Math.ceil(searches / atOnce) * 180,
  async run({ seed, progress }) {
    const checks: Check[] = []
    for (let first = 0; first < searches; first += atOnce) {
      const numbers = Array.from({ length: Math.min(atOnce, searches - first) }, (_, index) => first + index)
      progress(`searches ${numbers.map((number) => number + 1).join(' and ')} of ${searches}`)
      const pairs = numbers.flatMap((number) => [
        search('uniform', number, seed),
        search('poisson', number, seed),
      ])
      checks.push(...(await Promise.all(pairs)))
    }
    return { checks: checks.toSorted((a, b) => a.name.localeCompare(b.name)) }
  },
}

async function search(arrivals: 'uniform' | 'poisson', number: number, seed: number): Promise<Check> {
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
      '20s',
    ]
    const { output } = await runChild(process.execPath, [
      ...[installed, 'loadtest', server.url, ...how, '--seed', String(seed + 50 * number), '--json'],
    ])
    const { data } = JSON.parse(output) as Envelope<LoadtestData>
    const wanted = expected[arrivals]
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

import type { BenchComparison } from '../../comparison/index.ts'
import { holm, studentT } from '../../metrics/index.ts'
import { type BaselineRule, type LoadFigure, standsFor } from './baseline-rule.ts'
import { type Difference, difference } from './difference.ts'
import { errorShares, type Figures, percentiles, rates, requestsNeeded } from './figures.ts'
import type { Stretch } from './stretches.ts'

/** One request name in both runs, or all requests together. */
export interface ComparedRequest {
  /** Null for all together. */
  request: string | null
  before: readonly Stretch[]
  after: readonly Stretch[]
}

/** One figure of one request name in both runs. `estimate`, `low` and `high` are the worsening: .05 is 5 % worse. */
export interface LoadComparison extends BenchComparison {
  request: string | null
  figure: LoadFigure
  before: number | null
  after: number | null
}

const quantiles = { p50: 0.5, p95: 0.95, p99: 0.99 } as const
const power = 0.95

/**
 * Compares percentiles, errors and rate of two runs that were measured one after the other. A figure is worse where its p, adjusted over
 * all that is compared (Holm), is at most alpha and the change is above the tolerance; it passes where a worsening of `detect` is
 * excluded at 95 %.
 */
export function compareStretches(
  requests: readonly ComparedRequest[],
  rule: BaselineRule,
  isDisturbed: boolean,
): LoadComparison[] {
  const pairs = requests.flatMap(pairsOf)
  const differences = pairs.map(({ figures }) => (figures === null ? null : difference(...figures)))
  const ps = differences.flatMap((one) => one?.p ?? [])
  const adjusted = ps.length === 0 ? [] : holm(ps)
  let next = 0
  return pairs.map(({ request, figure, figures, stretches }, index) => {
    const found = differences[index] ?? null
    const base = {
      name: nameOf(request, figure),
      request,
      figure,
      before: figures?.[0].shown ?? null,
      after: figures?.[1].shown ?? null,
      pairs: stretches,
    }
    if (found === null) return { ...base, ...unmeasured }
    const p = adjusted[next++] ?? 1
    const worsening = worseningOf(figure, found)
    const detectable = detectableIn(found, ps.length, rule)
    return {
      ...base,
      ...worsening,
      p,
      detectable,
      verdict: verdictOf(figure, { ...worsening, p }, rule, isDisturbed),
    }
  })
}

const unmeasured = {
  verdict: 'inconclusive',
  estimate: Number.NaN,
  low: Number.NaN,
  high: Number.NaN,
  p: 1,
  detectable: Number.NaN,
} as const

interface Pair {
  request: string | null
  figure: LoadFigure
  figures: Figures
  stretches: number
}

function pairsOf({ request, before, after }: ComparedRequest): Pair[] {
  const runs = [before, after] as const
  const stretches = Math.min(before.length, after.length)
  const pair = (figure: LoadFigure, figures: Figures): Pair => ({ request, figure, figures, stretches })
  return [
    pair('p50', percentiles(runs, quantiles.p50)),
    pair('p95', percentiles(runs, quantiles.p95)),
    pair('p99', percentiles(runs, quantiles.p99)),
    pair('errors', errorShares(runs)),
    pair('rate', rates(runs)),
  ]
}

function nameOf(request: string | null, figure: LoadFigure): string {
  return request === null ? figure : `${figure}[${request}]`
}

/** The difference as harm, in the words of whoever reads it: more latency, more errors, less throughput. */
function worseningOf(
  figure: LoadFigure,
  { estimate, low, high }: Difference,
): { estimate: number; low: number; high: number } {
  if (figure === 'errors') return { estimate, low, high }
  // 0 - x and not -x: no change is 0, never -0.
  if (figure === 'rate')
    return { estimate: 0 - Math.expm1(estimate), low: 0 - Math.expm1(high), high: 0 - Math.expm1(low) }
  return { estimate: Math.expm1(estimate), low: Math.expm1(low), high: Math.expm1(high) }
}

/** The worsening that runs like these find 19 times of 20; of errors a difference of shares. */
function detectableIn({ low, high, degrees }: Difference, family: number, { alpha }: BaselineRule): number {
  const error = (high - low) / 2 / studentT(0.975, degrees)
  return Math.expm1((studentT(1 - alpha / 2 / family, degrees) + studentT(power, degrees)) * error)
}

function verdictOf(
  figure: LoadFigure,
  { estimate, high, p }: { estimate: number; high: number; p: number },
  rule: BaselineRule,
  isDisturbed: boolean,
): BenchComparison['verdict'] {
  const { tolerated, excluded } = standsFor(figure, rule)
  const isCertain = p <= rule.alpha
  if (isCertain && estimate > tolerated) return 'regression'
  if (high < excluded) return isCertain && estimate < -tolerated ? 'improvement' : 'no-regression'
  return isDisturbed ? 'contaminated' : 'inconclusive'
}

/** Why a figure could not be compared: how many requests each run has to have. */
export function neededFor(figure: LoadFigure): number {
  return figure === 'errors' || figure === 'rate' ? 1 : requestsNeeded(quantiles[figure])
}

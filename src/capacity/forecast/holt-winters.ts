import { OperatorError } from '../../core/index.ts'
import { normalQuantile } from '../../metrics/index.ts'
import { assertCount, assertShare } from '../assert-station.ts'
import { bestWeights } from './best-weights.ts'
import { propagatedVariances, varianceOfR } from './forecast-variance.ts'
import { expectedAfter, type Smoothed, type Smoothing, smooth } from './smoothing.ts'
import { smoothingStart } from './smoothing-start.ts'

/** What to smooth and how; a weight that is not given is fitted, one that is false is left out. */
export interface HoltWintersOptions {
  y: readonly number[]
  /** Values in a season. */
  period?: number
  seasonal?: 'additive' | 'multiplicative' | 'none'
  alpha?: number
  beta?: number | false
  gamma?: number | false
  trend?: 'linear' | 'exponential' | 'damped'
  /** Of a damped trend (0.98). */
  phi?: number
  start?: 'R' | 'first-two'
  horizon: number
  /** Of the interval, 0 to 1 (0.95). */
  level?: number
  /**
   * `R`: the interval of R 4.2, whose multiplicative one is too narrow from the first step on, because it weighs the newest error with
   * alpha + gamma (1 - alpha) in place of 1. `propagated`: each future error carried through the smoothing to the end.
   */
  interval?: 'R' | 'propagated'
}

/** A smoothed series and its future. */
export interface HoltWinters {
  alpha: number
  beta: number | false
  gamma: number | false
  level: number
  slope: number
  /** Of the next values, the first one first. */
  season: number[]
  sse: number
  fitted: number[]
  forecast: number[]
  low: number[]
  high: number[]
}

/**
 * Exponential smoothing of a level, a trend and a season, and its forecast with an interval: l = alpha (y - s) + (1 - alpha) (l + b),
 * b = beta (change of l) + (1 - beta) b, s = gamma (y - l) + (1 - gamma) s, forecast = l + h b + s (where the season multiplies, / and x in
 * place of - and +). Weights that are not given make the squared one-step errors least, as R's HoltWinters has it. Throws OperatorError on
 * too few values (two seasons and one more, else 4), on ones that are not finite, on weights outside 0 to 1, and on values not above 0 where
 * something multiplies. Holt 1957, Winters 1960; damped trend: Gardner and McKenzie 1985.
 */
export function holtWinters(options: HoltWintersOptions): HoltWinters {
  const { y, horizon, level = 0.95, start = 'R' } = options
  const { how, fitted: free, period } = settled(options)
  assertCount(horizon, 'The horizon')
  assertShare(level, 'The level')
  const run = (weights: Smoothing): Smoothed => {
    const { first, state } = smoothingStart(y, period, start, weights)
    return smooth(y, first, state, weights)
  }
  const best = bestWeights(how, free, (weights) => run(weights).sse)
  const end = run(best)
  const forecast = Array.from({ length: horizon }, (_, index) => expectedAfter(end, index + 1, best))
  const residuals = end.fitted.map((value, index) => (y[y.length - end.fitted.length + index] ?? 0) - value)
  const asR = (options.interval ?? 'R') === 'R' && best.trend === 'linear'
  const factors = asR ? varianceOfR(end, best, period, horizon) : propagatedVariances(end, best, horizon)
  const width = normalQuantile((1 + level) / 2) * Math.sqrt(variance(residuals))
  const halves = factors.map((factor) => width * Math.sqrt(factor))
  return {
    alpha: best.alpha,
    beta: best.beta ?? false,
    gamma: best.gamma ?? false,
    level: end.level,
    slope: end.slope,
    season: best.gamma === null ? [] : end.season,
    sse: end.sse,
    fitted: end.fitted,
    forecast,
    low: forecast.map((value, index) => value - (halves[index] ?? 0)),
    high: forecast.map((value, index) => value + (halves[index] ?? 0)),
  }
}

function variance(values: readonly number[]): number {
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1)
}

/** The weights with those to fit where R begins with them, and what is checked. */
function settled(options: HoltWintersOptions) {
  const { y, period = 1, beta, gamma, trend = 'linear', phi = 0.98 } = options
  const seasonal = options.seasonal ?? (period > 1 && gamma !== false ? 'additive' : 'none')
  const hasSeason = seasonal !== 'none' && gamma !== false
  for (const [name, weight] of [
    ['Alpha', options.alpha],
    ['Beta', beta],
    ['Gamma', gamma],
  ] as const)
    if (typeof weight === 'number') assertShare(weight, name, 'both')
  if (options.alpha === 0)
    throw new OperatorError({
      sentence: 'Alpha must be above 0, got 0: nothing would be learnt from the series.',
      hint: 'Leave it out to have it fitted.',
    })
  assertShare(phi, 'Phi', 'both')
  if (hasSeason) assertCount(period, 'The period', 2)
  const least = hasSeason ? 2 * period + 1 : 4
  const wrong = y.find((value) => !Number.isFinite(value))
  if (wrong !== undefined || y.length < least)
    throw new OperatorError({
      sentence:
        wrong === undefined
          ? `Smoothing needs at least ${least} values${hasSeason ? ` (two seasons of ${period} and one more)` : ''}, got ${y.length}.`
          : `Smoothing cannot use ${wrong}.`,
      hint: wrong === undefined ? 'Measure longer.' : 'Fill what was not measured.',
    })
  if ((seasonal === 'multiplicative' && hasSeason) || trend === 'exponential') assertAllPositive(y)
  const how: Smoothing = {
    alpha: options.alpha ?? 0.3,
    beta: beta === false ? null : (beta ?? 0.1),
    gamma: hasSeason ? (gamma ?? 0.1) : null,
    seasonal: seasonal === 'multiplicative' ? 'multiplicative' : 'additive',
    trend,
    phi,
  }
  const fitted: ('alpha' | 'beta' | 'gamma')[] = []
  if (options.alpha === undefined) fitted.push('alpha')
  if (beta === undefined) fitted.push('beta')
  if (hasSeason && gamma === undefined) fitted.push('gamma')
  return { how, fitted, period }
}

function assertAllPositive(y: readonly number[]): void {
  if (y.every((value) => value > 0)) return
  throw new OperatorError({
    sentence: 'A season or a trend that multiplies needs values above 0.',
    hint: 'Use an additive season and a linear trend.',
  })
}

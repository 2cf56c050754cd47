import { studentT } from '../../metrics/index.ts'
import { assertPositive } from '../assert-station.ts'
import type { UslFit } from './fit-usl.ts'
import { derivatives } from './least-squares.ts'
import { usl } from './usl.ts'

/** What a fit says of one concurrency: throughput a second with the band in which a new measurement is expected. */
export interface UslPrediction {
  concurrency: number
  throughput: number
  low: number
  high: number
  /** Beyond twice the largest concurrency measured. */
  isExtrapolated: boolean
}

/**
 * The throughput at a concurrency above 0, with its prediction interval at the fit's confidence: t sqrt(s^2 + g'Cg) with the gradient g of
 * the law and the covariance C of its parameters. Throws OperatorError on another concurrency. Seber and Wild, Nonlinear Regression, 1989.
 */
export function predictUsl(fit: UslFit, concurrency: number): UslPrediction {
  assertPositive(concurrency, 'The concurrency')
  const throughput = usl(fit).throughputAt(concurrency)
  // The gradient of half the squared residual of a point one below the law is the law's own.
  const { gradient } = derivatives([{ concurrency, throughput: throughput - 1, weight: 1 }], fit)
  let variance = fit.residualStandardError * fit.residualStandardError
  for (const [i, one] of gradient.entries())
    for (const [j, other] of gradient.entries()) variance += one * other * (fit.covariance[i]?.[j] ?? 0)
  const t = fit.degreesOfFreedom > 0 ? studentT((1 + fit.confidence) / 2, fit.degreesOfFreedom) : 1
  const half = t * Math.sqrt(variance)
  return {
    concurrency,
    throughput,
    low: throughput - half,
    high: throughput + half,
    isExtrapolated: concurrency > 2 * fit.measuredTo,
  }
}

import { hodgesLehmann, serialCorrelation, signedRank } from '../../metrics/index.ts'
import { changeInWords, intervalInWords } from './change-in-words.ts'

/** Whether the machine treated both arms alike. */
export interface ControlJudgement {
  verdict: 'clean' | 'contaminated'
  because: string
  pairs: number
  /** The change of the control, a ratio of time with its interval; null where no control was measured. */
  estimate: number | null
  low: number | null
  high: number | null
  confidence: number | null
  /** The lag-1 autocorrelation of ranks of the benchmark whose order is least by chance; null where there are none. */
  autocorrelation: number | null
}

/** A size that matters: half of the usual tolerance, and what is called correlated. */
const leastBias = 0.01
const leastCorrelation = 0.3

/** The chance at each look that a clean machine looks like this, two-sided for the control, over all benchmarks for their order. */
const biasAlpha = 0.0025
const correlationAlpha = 0.001

/** A benchmark this surely slower is about to fail: then less evidence against the machine, one-sided, asks for more pairs. */
const slowerAlpha = 0.0025
const doubtAlpha = 0.05

/**
 * Judges the pairs of a gate, at any of its looks, by a fixed workload that is the same in both arms (`logRatios`: ln(head /
 * base) of each pair) and by the order of the pairs of its `benchmarks`. Contaminated means that the control differs by more
 * than 1 % or that the pairs of a benchmark resemble the pairs before them by more than .3, and that this is significant:
 * beyond doubt (.0025 by the signed-rank test; .001 by the rank autocorrelation, shared among the benchmarks), or at .05 where it
 * would explain a benchmark that is about to be called slower. Without a control only the order is judged.
 */
export function judgeControl({
  logRatios,
  benchmarks,
}: {
  logRatios: readonly number[]
  benchmarks: readonly (readonly number[])[]
}): ControlJudgement {
  const control = logRatios.length === 0 ? null : controlOf(logRatios)
  const series = benchmarks.filter((one) => one.length > 0).map(seriesOf)
  const order = series.toSorted((a, b) => a.p - b.p)[0] ?? null
  const figures = {
    pairs: logRatios.length,
    estimate: control?.estimate ?? null,
    low: control?.low ?? null,
    high: control?.high ?? null,
    confidence: control?.confidence ?? null,
    autocorrelation: order?.r ?? null,
  }
  if (control !== null && isBiased(control, series))
    return {
      verdict: 'contaminated',
      because: `The control, which is the same code in both versions, was ${changeInWords(control.estimate)} with head (${intervalInWords(control.low, control.high)}): the machine did not treat them alike.`,
      ...figures,
    }
  const lasting = correlatedOf(series)
  if (lasting !== undefined)
    return {
      verdict: 'contaminated',
      because: `Pairs resemble the pairs before them (autocorrelation ${lasting.r.toFixed(2)}): something lasting disturbed the machine, so that they are no independent evidence.`,
      ...figures,
    }
  const because =
    control === null
      ? 'There was no control to compare with.'
      : `The control, which is the same code in both versions, was ${intervalInWords(control.low, control.high)} with head.`
  return { verdict: 'clean', because, ...figures }
}

interface Control {
  p: number
  pGreater: number
  estimate: number
  low: number
  high: number
  confidence: number
}

function controlOf(logRatios: readonly number[]): Control {
  const { p, pGreater } = signedRank(logRatios)
  const { estimate, low, high, confidence } = hodgesLehmann(logRatios, { confidence: 1 - biasAlpha })
  return {
    p,
    pGreater,
    estimate: Math.expm1(estimate),
    low: Math.expm1(low),
    high: Math.expm1(high),
    confidence,
  }
}

/** The order of a benchmark's pairs, and whether it is about to be called slower. */
interface Series {
  r: number
  p: number
  isSlower: boolean
}

function seriesOf(logRatios: readonly number[]): Series {
  return { ...serialCorrelation(logRatios), isSlower: signedRank(logRatios).pGreater <= slowerAlpha }
}

function isBiased({ p, pGreater, estimate }: Control, series: readonly Series[]): boolean {
  if (p <= biasAlpha && Math.abs(estimate) > leastBias) return true
  return pGreater <= doubtAlpha && estimate > leastBias && series.some(({ isSlower }) => isSlower)
}

function correlatedOf(series: readonly Series[]): Series | undefined {
  return series.find(
    ({ r, p, isSlower }) =>
      r > leastCorrelation && (p * series.length <= correlationAlpha || (isSlower && p <= doubtAlpha)),
  )
}

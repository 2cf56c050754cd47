import { meetsLimit, type Quantity, quantity, type SloTerm } from '../../core/index.ts'
import { type HdrHistogram, hdrMoments, hdrQuantile } from '../../metrics/index.ts'
import { formatQuantity } from '../../report/index.ts'

/** What a term came to. */
export interface SloJudgement {
  term: SloTerm
  status: 'pass' | 'fail' | 'unknown'
  /** In the term's unit; null where it was not measured. */
  measured: Quantity | null
  because: string
}

/** A value in the unit of the term. */
export interface Measured {
  value: number
  /** The true value is this or more. */
  isLowerBound?: boolean
}

/** It could not be judged, for this reason. */
export function unknownTerm(term: SloTerm, why: string): SloJudgement {
  return { term, status: 'unknown', measured: null, because: `${term.text}: ${why}.` }
}

/** Holds a value against the limit; `where` ends the sentence: ` in the 10 s up to 30 s`. */
export function judgedTerm(term: SloTerm, measured: Measured, where: string): SloJudgement {
  const { value, isLowerBound = false } = measured
  const holds = meetsLimit(term, value)
  const isRising = term.operator === '<' || term.operator === '<='
  // The true value is above: below a limit that decides nothing, above a floor it decides all.
  const status = isLowerBound && holds === isRising ? 'unknown' : holds ? 'pass' : 'fail'
  const shown = `${isLowerBound ? 'at least ' : ''}${formatQuantity(value, term.unit)}`
  return {
    term,
    status,
    measured: quantity(value, term.unit),
    because:
      status === 'unknown'
        ? `${term.text}: it is ${shown}${where}, and more cannot be told: requests were given up before.`
        : `${term.text}: it is ${shown}${where}.`,
  }
}

/** The percentile, mean or maximum that a term asks for; a lower bound where something was given up before. Null where nothing was measured. */
export function statisticOf(
  { metric, quantile }: SloTerm,
  all: HdrHistogram,
  earliestGivenUpUs: number | null,
): Measured | null {
  if (all.total === 0) return null
  const us =
    metric === 'mean'
      ? (hdrMoments(all)?.mean ?? 0)
      : metric === 'max'
        ? all.maximum
        : (hdrQuantile(all, quantile ?? 1) ?? 0)
  const isLowerBound = earliestGivenUpUs !== null && (metric === 'mean' || us >= earliestGivenUpUs)
  return { value: us / 1e6, isLowerBound }
}

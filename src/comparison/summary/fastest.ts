import { normalQuantile } from '../../metrics/index.ts'
import { formatQuantity } from '../../report/index.ts'
import type { BenchmarkSummary } from './summary.ts'

/** How much longer one benchmark takes than the fastest, with an interval from the two medians' own intervals. */
export interface Comparison {
  name: string
  fastest: string
  ratio: number
  low: number
  high: number
}

/**
 * Every other benchmark against the fastest. Measured one after the other in one process, they are not paired: the interval adds
 * the errors of the two medians, on the scale of logarithms (delta method).
 */
export function comparedWithFastest(summaries: readonly BenchmarkSummary[]): Comparison[] {
  const [fastest, ...others] = summaries.toSorted((a, b) => a.medianSeconds - b.medianSeconds)
  if (fastest === undefined || !(fastest.medianSeconds > 0)) return []
  return others.map((one) => {
    const centre = Math.log(one.medianSeconds / fastest.medianSeconds)
    const reach = normalQuantile(0.975) * Math.hypot(logError(one), logError(fastest))
    return {
      name: one.name,
      fastest: fastest.name,
      ratio: Math.exp(centre),
      low: Math.exp(centre - reach),
      high: Math.exp(centre + reach),
    }
  })
}

/** The standard error of ln(median), from an interval that reaches so many standard errors as its confidence says. */
function logError({ lowSeconds, highSeconds, confidence }: BenchmarkSummary): number {
  if (!(lowSeconds > 0) || !(confidence > 0)) return 0
  const width = Math.log(highSeconds / lowSeconds)
  return width / (2 * normalQuantile((1 + Math.min(confidence, 1 - 1e-9)) / 2))
}

/** `2.1 times as long (2 to 2.2)`. */
export function timesInWords({ ratio, low, high }: Pick<Comparison, 'ratio' | 'low' | 'high'>): string {
  const number = (value: number): string => formatQuantity(Number(value.toPrecision(3)))
  return `${number(ratio)} times as long (${number(low)} to ${number(high)})`
}

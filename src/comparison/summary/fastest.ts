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
  /** The smallest difference that medians as certain as these show 8 times in 10, as a ratio - 1. */
  detectable: number
  /** How many samples of each would show a difference of 1, 2 and 5 % so often. */
  samplesNeeded: { effect: number; samples: number }[]
}

/** Standard errors between no difference and one that is found 8 times in 10, two-sided at 5 %. */
const found = normalQuantile(0.975) + normalQuantile(0.8)

/**
 * Every other benchmark against the fastest. Measured one after the other in one process, they are not paired: the interval adds
 * the errors of the two medians, on the scale of logarithms (delta method).
 */
export function comparedWithFastest(summaries: readonly BenchmarkSummary[]): Comparison[] {
  const [fastest, ...others] = summaries.toSorted((a, b) => a.medianSeconds - b.medianSeconds)
  if (fastest === undefined || !(fastest.medianSeconds > 0)) return []
  return others.map((one) => {
    const centre = Math.log(one.medianSeconds / fastest.medianSeconds)
    const error = Math.hypot(logError(one), logError(fastest))
    const samples = Math.min(one.samples, fastest.samples)
    const reach = normalQuantile(0.975) * error
    return {
      name: one.name,
      fastest: fastest.name,
      ratio: Math.exp(centre),
      low: Math.exp(centre - reach),
      high: Math.exp(centre + reach),
      detectable: Math.expm1(found * error),
      samplesNeeded: [0.01, 0.02, 0.05].map((effect) => ({
        effect,
        samples: Math.max(6, Math.ceil(samples * ((found * error) / Math.log1p(effect)) ** 2)),
      })),
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

import { type HdrHistogram, highestIn } from './hdr-histogram.ts'
import { hdrPercentiles, type Percentiles, quantiles } from './hdr-percentiles.ts'

/**
 * As `hdrPercentiles`, for times that were cut short for reasons of their own, as by the end of a run: what was cut counts among those
 * that last longer, in the proportions of the others. A percentile is a lower bound only where too few came to their end to know it.
 * Source: Kaplan and Meier, "Nonparametric estimation from incomplete observations", JASA 53 (1958).
 */
export function survivalPercentiles(timesUs: HdrHistogram, censoredUs: HdrHistogram): Percentiles | null {
  const plain = hdrPercentiles(timesUs, censoredUs)
  if (plain === null || plain.censored === 0) return plain
  const result: Percentiles = { ...plain }
  const bounds: string[] = []
  for (const [key, q] of Object.entries(quantiles) as [keyof typeof quantiles, number][]) {
    const found = survivalQuantile(timesUs, censoredUs, q)
    if (found === null) continue
    result[key] = found.us / 1e6
    if (found.isLowerBound) bounds.push(key)
  }
  if (censoredUs.maximum >= timesUs.maximum) bounds.push('maxSeconds')
  return { ...result, lowerBounds: [...bounds, 'meanSeconds'] }
}

/**
 * The time by which a share `q` has come to its end, in microseconds, as `survivalPercentiles` reckons it; a lower bound where too few
 * did. Null where there is nothing at all.
 */
export function survivalQuantile(
  timesUs: HdrHistogram,
  censoredUs: HdrHistogram,
  q: number,
): { us: number; isLowerBound: boolean } | null {
  const longest = Math.max(timesUs.maximum, censoredUs.maximum)
  if (longest < 0) return null
  const step = survivalSteps(timesUs, censoredUs).find(({ share }) => share >= q - 1e-12)
  return step === undefined
    ? { us: longest, isLowerBound: true }
    : { us: Math.min(step.us, timesUs.maximum), isLowerBound: false }
}

/** By time, the share that had come to its end by then. */
function survivalSteps(times: HdrHistogram, censored: HdrHistogram): { us: number; share: number }[] {
  const steps: { us: number; share: number }[] = []
  let atRisk = times.total + censored.total
  let surviving = 1
  for (let index = 0; index < times.counts.length; index++) {
    const ended = times.counts[index] ?? 0
    // Of those in one bucket the ends come first, as is the custom.
    if (ended > 0) {
      surviving *= 1 - ended / atRisk
      steps.push({ us: highestIn(times, index), share: 1 - surviving })
    }
    atRisk -= ended + (censored.counts[index] ?? 0)
  }
  return steps
}

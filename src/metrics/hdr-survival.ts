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
  const steps = survivalSteps(timesUs, censoredUs)
  const result: Percentiles = { ...plain }
  const bounds: string[] = []
  for (const [key, q] of Object.entries(quantiles) as [keyof typeof quantiles, number][]) {
    const step = steps.find(({ share }) => share >= q - 1e-12)
    result[key] = step === undefined ? plain.maxSeconds : Math.min(step.us, timesUs.maximum) / 1e6
    if (step === undefined) bounds.push(key)
  }
  if (censoredUs.maximum >= timesUs.maximum) bounds.push('maxSeconds')
  return { ...result, lowerBounds: [...bounds, 'meanSeconds'] }
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

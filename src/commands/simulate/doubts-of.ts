import type { SloTerm } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { isUnsteady, type SimulationModel, type SimulationSummary } from '../../simulation/index.ts'
import type { SimulationPlan } from './plan.ts'

/** What to doubt in what was simulated, with what would remove it. */
export function doubtsOf(
  model: SimulationModel,
  summary: SimulationSummary,
  { terms, gathered }: Pick<SimulationPlan, 'terms' | 'gathered'>,
): string[] {
  return [
    ...steadyDoubts(summary),
    ...lostDoubts(summary, terms),
    ...partDoubts(model, gathered.trace?.atSeconds.at(-1) ?? null),
    ...scatterDoubts(model),
  ]
}

function steadyDoubts(summary: SimulationSummary): string[] {
  if (summary.counts.arrived === 0) return ['No request came: simulate a longer --duration.']
  return isUnsteady(summary)
    ? [
        'The system did not come to rest: more and more waited, so the figures tell how long was simulated, and no limit is said to hold. Give it less load or more instances, or where it only needs time a longer --warm-up and --duration.',
      ]
    : []
}

/** Percentiles of the table are of the answered. */
function lostDoubts({ gaveUpShare }: SimulationSummary, terms: readonly SloTerm[]): string[] {
  if (gaveUpShare.value < 0.0005 || terms.length === 0 || terms.some(({ metric }) => metric === 'errors'))
    return []
  return [
    `${formatQuantity(gaveUpShare.value, 'ratio')} of the requests gave up. Limits of percentiles count them, the others do not: add errors<1% to --slo.`,
  ]
}

function partDoubts(
  { arrivals, durationSeconds, warmUpSeconds }: SimulationModel,
  traceSeconds: number | null,
): string[] {
  const part = formatQuantity(durationSeconds, 'seconds')
  if (arrivals.kind === 'pattern' && durationSeconds < arrivals.periodSeconds)
    return [
      `Only ${part} of the ${formatQuantity(arrivals.periodSeconds, 'seconds')} of the pattern were simulated, from ${formatQuantity(warmUpSeconds, 'seconds')} on: leave --duration out for all of it.`,
    ]
  if (traceSeconds !== null && durationSeconds + warmUpSeconds < 0.9 * traceSeconds)
    return [
      `Only ${part} of the ${formatQuantity(traceSeconds, 'seconds')} of the trace were simulated: leave --duration out for all of it.`,
    ]
  if (arrivals.kind === 'bursts' && arrivals.burstSeconds / arrivals.share > durationSeconds / 10)
    return [
      `A burst comes every ${formatQuantity(arrivals.burstSeconds / arrivals.share, 'seconds')} in the mean, and ${part} were simulated: what the bursts do is hardly known. Simulate a longer --duration.`,
    ]
  return []
}

function scatterDoubts({ service }: SimulationModel): string[] {
  return service.kind === 'pareto' && service.shape <= 2
    ? [
        'With a --tail of 2 or less the variance is without bound: the true figures may lie outside of the intervals.',
      ]
    : []
}

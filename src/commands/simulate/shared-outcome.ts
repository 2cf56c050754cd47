import { formatQuantity } from '../../report/index.ts'
import {
  meanRate,
  type ReplicateWithOptions,
  type SimulationEstimate,
  type SimulationModel,
  type SimulationSummary,
  serviceMoments,
} from '../../simulation/index.ts'
import type { Context } from '../command.ts'
import type { SimulationPlan } from './plan.ts'
import type { SimulateData } from './simulate-data.ts'

/** Of all intervals. */
export const level = 0.95

/** What every kind of answer begins with; each fills in its own part. */
export function dataOf(plan: SimulationPlan, model: SimulationModel): SimulateData {
  const { meanSeconds, scv } = serviceMoments(model.service)
  const { fleet, autoscaler, durationSeconds, warmUpSeconds } = model
  return {
    system: {
      arrivals: { kind: model.arrivals.kind, meanPerSecond: meanRate(model.arrivals) },
      service: {
        kind: model.service.kind,
        meanSeconds,
        scv: Number.isFinite(scv) ? scv : null,
        because: plan.gathered.service.because,
      },
      instances: fleet.instances,
      slots: fleet.slots,
      distribution: fleet.distribution,
      autoscaler: autoscaler?.kind ?? null,
      durationSeconds,
      warmUpSeconds,
    },
    seed: plan.seed,
    level,
    precision: plan.precision,
    figures: null,
    timeline: null,
    compared: null,
    fewest: null,
    sweep: null,
  }
}

/** How often to run, and whom to tell; `what` names what is being simulated. */
export function optionsOf(plan: SimulationPlan, context: Context, what: string): ReplicateWithOptions {
  return {
    seed: plan.seed,
    precision: plan.precision,
    level,
    leastRuns: Math.min(5, plan.mostRuns),
    mostRuns: plan.mostRuns,
    signal: context.world.interrupted,
    onRun: (runs, estimate) => context.progress(`${what}: run ${runs}${soFar(estimate)}`),
  }
}

function soFar(estimate: SimulationEstimate | null): string {
  if (estimate === null || !Number.isFinite(estimate.high)) return ''
  const half = (estimate.high - estimate.low) / 2 / estimate.value
  return `, mean known to ${formatQuantity(half, 'ratio')}`
}

/** What to doubt where the runs that were allowed did not make the mean as certain as was asked for. */
export function precisionDoubts(
  summaries: readonly SimulationSummary[],
  { precision }: SimulationPlan,
): string[] {
  const vague = summaries.filter(({ isPrecise, meanResponse }) => !isPrecise && meanResponse !== null)
  if (vague.length === 0) return []
  const widest = Math.max(
    ...vague.map(({ meanResponse }) =>
      meanResponse === null ? 0 : (meanResponse.high - meanResponse.low) / 2 / meanResponse.value,
    ),
  )
  const known = Number.isFinite(widest)
    ? `is known to ${formatQuantity(widest, 'ratio')} only`
    : 'has no interval'
  return [
    `The mean ${known}, and ${formatQuantity(precision, 'ratio')} was asked for: simulate a longer --duration, or allow more --runs.`,
  ]
}

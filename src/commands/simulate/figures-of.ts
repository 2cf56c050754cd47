import { OperatorError, type Prices, type Quantity } from '../../core/index.ts'
import type { SimulatedJudgement, SimulationSummary } from '../../simulation/index.ts'
import { shapePrice } from '../../sizing/index.ts'
import { byPercentile } from '../shown-percentiles.ts'
import { isResponseLimit } from './model-of.ts'
import type { SimulateInput } from './options.ts'
import type { SimulatedFigures, SimulatedScans } from './simulate-data.ts'

/** A summary as data. */
export function figuresOf(
  summary: SimulationSummary,
  judgements: readonly SimulatedJudgement[],
  priceOf: (instances: number) => Quantity | null,
): SimulatedFigures {
  const hasSlo = judgements.some(({ term }) => isResponseLimit(term))
  return {
    runs: summary.runs,
    isPrecise: summary.isPrecise,
    counts: summary.counts,
    events: summary.events,
    meanResponseSeconds: summary.meanResponse,
    meanWaitSeconds: summary.meanWait,
    responseSecondsAt: byPercentile((p) => summary.responseAt(p)),
    utilization: summary.utilization,
    meanWaiting: summary.meanWaiting,
    meanInSystem: summary.meanInSystem,
    completedPerSecond: summary.completedPerSecond,
    gaveUpShare: summary.gaveUpShare,
    missedShare: hasSlo ? summary.missedShare : null,
    failedShare: summary.failedShare,
    instances: summary.instances,
    cost: priceOf(summary.instances.value),
    slo: judgements.map(({ term, verdict, estimate }) => ({ term: term.text, verdict, measured: estimate })),
    scans: scansOf(summary),
  }
}

function scansOf({ scans }: SimulationSummary): SimulatedScans | null {
  if (scans === null) return null
  return {
    queued: scans.counts.queued,
    done: scans.counts.done,
    refused: scans.counts.refused,
    redelivered: scans.counts.redelivered,
    meanWaitSeconds: scans.meanWait,
    waitSecondsAt: byPercentile((p) => scans.waitAt(p)),
    meanBacklog: scans.meanBacklog,
    largestBacklog: scans.largestBacklog,
    utilization: scans.utilization,
  }
}

/** What so many instances cost by the profile's prices; always null where no --instance says what one is. Throws OperatorError (exit 2) without prices. */
export function pricesOf(
  { instance }: SimulateInput,
  profile: { name: string; prices?: Prices },
): (instances: number) => Quantity | null {
  if (instance === undefined) return () => null
  const price = shapePrice(instance, profile.prices)
  if (price === null)
    throw new OperatorError({
      sentence: `--instance asks for a price, and the profile ${profile.name} has none of it.`,
      hint: 'Give a profile with prices (lewis-perf profile init), or leave --instance out.',
    })
  return (instances) => ({ ...price, value: price.value * instances })
}

import {
  type GuideFactors,
  OperatorError,
  type Profile,
  type TargetUtilization,
  type UnitCosts,
} from '../core/index.ts'
import {
  defaultTargets,
  demandBecause,
  demandNeed,
  type MeasuredCosts,
  measuredCosts,
  missingCosts,
  unitCostFlags,
} from './demand-model.ts'
import { guideBecause, guideFactors, guideNeed } from './guide-model.ts'
import type { SpreadLoad } from './instances.ts'
import { type MeasuredDemand, measuredInWords } from './measured-demand.ts'
import type { Need } from './need.ts'
import { type QueueingModel, type QueueingWish, queueingModel } from './queueing/index.ts'
import type { Workload } from './workload.ts'

export type ModelName = 'guide' | 'demand' | 'queueing'

/** A way from a workload to a need. */
export interface Model {
  name: ModelName
  need(workload: Workload): Need
  because(workload: Workload): Record<keyof Need, string>
  /** What has to be spread when several instances share the load. */
  spread(workload: Workload): SpreadLoad
}

/** The model that answers, and the one to show beside it with `both`. */
export interface ModelChoice {
  name: ModelName | 'both'
  answering: Model
  beside: Model | null
  /** Where a queue answers: it, and what it was asked for. */
  queueing?: { model: QueueingModel; wish: QueueingWish }
}

/**
 * The model asked for; without one the profile's, and without that `demand` when every unit cost is measured, else `guide`.
 * Throws OperatorError (exit 2) naming the missing unit costs when `demand` cannot be computed.
 */
export function chooseModel(
  asked: ModelName | 'both' | undefined,
  profile: Profile,
  costs: UnitCosts,
  demand?: MeasuredDemand,
  queueing?: QueueingWish,
): ModelChoice {
  const guide = guideModel(factorsOf(profile))
  const measured = measuredCosts(costs)
  const wanted = asked ?? profile.sizing?.model ?? (measured === null ? 'guide' : 'demand')
  if (wanted === 'queueing') {
    if (queueing === undefined) throw new TypeError('a queue is planned from a wish')
    const others = measured === null ? guide : demandModel(measured, targetsOf(profile), demand)
    const model = queueingModel(queueing, others)
    return { name: wanted, answering: model, beside: null, queueing: { model, wish: queueing } }
  }
  if (wanted === 'guide') return { name: 'guide', answering: guide, beside: null }
  if (measured === null) throw missing(wanted, costs)
  const answering = demandModel(measured, targetsOf(profile), demand)
  return { name: wanted, answering, beside: wanted === 'both' ? guide : null }
}

/** The guide's base and factors as the profile has them, or as the guide prints them. */
export function factorsOf(profile: Profile): GuideFactors {
  return profile.sizing?.guide ?? guideFactors
}

/** The profile's target utilisations, completed by the house values. */
export function targetsOf(profile: Profile): TargetUtilization {
  return { ...defaultTargets, ...profile.sizing?.targetUtilization }
}

/** The guide's PerformanceSizer as a model. */
export function guideModel(factors: GuideFactors): Model {
  return {
    name: 'guide',
    need: (workload) => guideNeed(workload, factors),
    because: (workload) => guideBecause(workload, factors),
    spread(workload) {
      const need = guideNeed(workload, factors)
      return { cpuCores: need.cpuCores, sharedMemoryBytes: need.memoryBytes, memoryPerInstanceBytes: 0 }
    },
  }
}

/** The utilisation law over measured unit costs as a model; `measured` says where those of the CPU come from. */
export function demandModel(
  costs: MeasuredCosts,
  targets: TargetUtilization,
  measured?: MeasuredDemand,
): Model {
  return {
    name: 'demand',
    need: (workload) => demandNeed(workload, costs, targets),
    because(workload) {
      const because = demandBecause(workload, costs, targets)
      return measured === undefined
        ? because
        : { ...because, cpuCores: `${because.cpuCores}; ${measuredInWords(measured)}` }
    },
    spread: (workload) => ({
      cpuCores: demandNeed(workload, costs, targets).cpuCores,
      sharedMemoryBytes: (workload.concurrentUsers * costs.memoryPerUserBytes) / targets.memory,
      memoryPerInstanceBytes: costs.baseMemoryBytes / targets.memory,
    }),
  }
}

function missing(wanted: string, costs: UnitCosts): OperatorError {
  const flags = missingCosts(costs).map((key) => unitCostFlags[key])
  return new OperatorError({
    sentence: `Model ${wanted} needs measured unit costs, got none for ${flags.join(', ')}.`,
    hint: 'Measure them and give those flags or the profile section unitCosts, or use --model guide for an estimate.',
  })
}

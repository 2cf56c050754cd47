// From a workload to a plan: models, tiers, instances, growth, cost and the files that come of them.
export {
  type CalibrateData,
  type CalibratedResource,
  type CalibrateResult,
  type CalibrationPoint,
  type CalibrationRequest,
  type CalibrationSeries,
  type CostFit,
  calibrate,
  type HeldOut,
  type PerName,
} from './calibration/index.ts'
export { parseCapacity } from './capacity-option.ts'
export { type Cost, shapePrice } from './cost.ts'
export {
  defaultTargets,
  demandBecause,
  demandNeed,
  type MeasuredCosts,
  measuredCosts,
  missingCosts,
  unitCostFlags,
} from './demand-model.ts'
export { type Emission, type Emitter, emitters } from './emit/index.ts'
export { type Growth, grownWorkload, monthAfter, parseGrowth } from './growth.ts'
export { guideFactors, guideRequirements } from './guide-model.ts'
export { type Fit, fitOf, type Holding } from './host-fit.ts'
export { type InstancePlan, planInstances, type SpreadLoad } from './instances.ts'
export type { MeasuredDemand } from './measured-demand.ts'
export type { Model, ModelChoice, ModelName } from './model.ts'
export { type Need, type NeedQuantities, type Resource, resources } from './need.ts'
export type { MonthlyNeed, Outgrown } from './outgrown.ts'
export {
  assertQueueingSlo,
  knownService,
  measuredService,
  planQueue,
  type QueueData,
  type QueueingModel,
  type QueueingWish,
  type QueuePlan,
  type ServiceTime,
} from './queueing/index.ts'
export { parseRedundancy } from './redundancy-option.ts'
export { decide, size } from './size.ts'
export type { SizeAnswer } from './size-answer.ts'
export type { SizeData, SizeResult } from './size-data.ts'
export type { InstanceWish, SizeRequest } from './size-request.ts'
export { nearestTier, type TierFit } from './tiers.ts'
export { type Axes, countWorkloads } from './what-if.ts'
export type { Workload } from './workload.ts'

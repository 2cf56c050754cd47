// Rules of autoscalers, exact: what each would do with a state, and why.
export { guideHorizontal } from './guide-horizontal.ts'
export { guideVertical } from './guide-vertical.ts'
export {
  defaultScaleDown,
  defaultScaleUp,
  type HpaController,
  type HpaDesired,
  type HpaEvent,
  type HpaLimitInput,
  type HpaLook,
  type HpaPod,
  type HpaRecommendation,
  type HpaReplicaInput,
  type HpaReplicas,
  type HpaRules,
  type HpaSettings,
  type HpaStabilizeInput,
  hpaController,
  hpaDesired,
  hpaLimits,
  hpaReplicas,
  hpaScaleDownLimit,
  hpaStabilize,
  hpaStoreEvent,
  type Int64,
  usualTolerance,
} from './hpa/index.ts'
export {
  type FleetQuota,
  type JointGoal,
  type JointPlan,
  type PodBounds,
  planJoint,
  stableBand,
  type WorkloadFacts,
} from './joint/index.ts'
export { type KnativeInput, type KnativeStep, knativeScale } from './knative-scale.ts'
export { type KrrInput, type KrrSimple, krrSeverity, krrSimple, krrSimpleLimit } from './krr/index.ts'
export {
  type RecommendData,
  type RecommendedWorkload,
  type RecommendRequest,
  recommendScale,
  type ScaledWorkload,
  type ScaleGoal,
  type ScaleModel,
  type ScaleRecommendation,
  type ScaleState,
  scaleModels,
} from './recommend/index.ts'
export {
  type FleetAutoscaler,
  type FleetLimits,
  type FleetLoad,
  type FleetPrices,
  type FleetReplay,
  type FleetSettings,
  loadBetween,
  podPrice,
  replayFleet,
} from './replay/index.ts'
export {
  type MemoryPeak,
  type MemoryPeaks,
  memoryPeaks,
  type OomEvent,
  oomSampleBytes,
  type Resources,
  type VpaInput,
  type VpaPod,
  type VpaRecommendation,
  vpaConfidence,
  vpaMultiplier,
  vpaRecommend,
  vpaUpdates,
} from './vpa/index.ts'

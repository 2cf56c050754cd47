// Rules of autoscalers, exact: what each would do with a state, and why.
export { guideHorizontal } from './guide-horizontal.ts'
export {
  defaultScaleDown,
  defaultScaleUp,
  type HpaDesired,
  type HpaEvent,
  type HpaLimitInput,
  type HpaPod,
  type HpaRecommendation,
  type HpaReplicaInput,
  type HpaReplicas,
  type HpaRules,
  type HpaStabilizeInput,
  hpaDesired,
  hpaLimits,
  hpaReplicas,
  hpaScaleDownLimit,
  hpaStabilize,
  hpaStoreEvent,
  type Int64,
} from './hpa/index.ts'

// The HorizontalPodAutoscaler of Kubernetes, exact.
export { type HpaController, type HpaLook, hpaController } from './controller.ts'
export { type HpaDesired, hpaDesired } from './desired.ts'
export { type HpaEvent, hpaStoreEvent } from './events.ts'
export { fleetScaler } from './fleet-scaler.ts'
export {
  defaultScaleDown,
  defaultScaleUp,
  type HpaLimitInput,
  type HpaRules,
  hpaLimits,
  hpaScaleDownLimit,
  usualTolerance,
} from './limits.ts'
export type { HpaPod } from './pod-groups.ts'
export { type HpaReplicaInput, type HpaReplicas, hpaReplicas, type Int64 } from './replicas.ts'
export type { HpaSettings } from './settings.ts'
export { type HpaRecommendation, type HpaStabilizeInput, hpaStabilize } from './stabilize.ts'
export type { UsageBand } from './usage-bands.ts'

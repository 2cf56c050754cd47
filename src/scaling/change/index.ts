// A proposal as the parts of files and objects that would change.
export { composeCpus, composeMemory, composeService } from './compose-part.ts'
export {
  type ContainerAmounts,
  type ContainerSettings,
  type PodSettings,
  shareAmongContainers,
} from './container-shares.ts'
export {
  type DisruptionBudget,
  foreignObjections,
  historyObjections,
  type Objection,
  objections,
  type Permission,
  permissions,
} from './guards.ts'
export {
  type AutoscalerMetricSpec,
  type AutoscalerSpec,
  autoscalerSpec,
  type InFlightMetric,
  type ScalingRulesSpec,
} from './hpa-part.ts'
export { cpuQuantity, memoryQuantity } from './kubernetes-quantity.ts'
export { systemdLines, systemdMemory, systemdQuota } from './systemd-part.ts'
export { type Verified, type VerifiedFigure, verified, type WorkloadLook } from './verified.ts'
export {
  type ContainerResources,
  containerResources,
  type ResourceQuantities,
  type WorkloadSpec,
  workloadSpec,
} from './workload-part.ts'

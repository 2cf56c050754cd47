// A proposal as the parts of Kubernetes objects that would change.
export {
  type ContainerAmounts,
  type ContainerSettings,
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
export { type AutoscalerSpec, autoscalerSpec, type InFlightMetric } from './hpa-part.ts'
export { cpuQuantity, memoryQuantity } from './kubernetes-quantity.ts'
export { type Verified, type VerifiedFigure, verified, type WorkloadLook } from './verified.ts'
export {
  type ContainerResources,
  containerResources,
  type WorkloadSpec,
  workloadSpec,
} from './workload-part.ts'

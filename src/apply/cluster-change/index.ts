// Changes of a Kubernetes cluster: what would be done, what speaks against it, doing it step by step, and the way back.
export type { RolloutEnd, RolloutWait } from './await-rollout.ts'
export { type ChangeEnd, type ChangeWays, changeCluster, stepsBack } from './change-cluster.ts'
export { type ChangedObject, type ChangeStep, objectName, reversed, type StepResult } from './change-step.ts'
export { stepsTo } from './plan-steps.ts'
export { type FieldChange, fieldChanges } from './spec-leaves.ts'
export { foreignManagers, liveObject, writeStep } from './write-step.ts'

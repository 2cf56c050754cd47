// A discrete-event simulator: what if, before money is spent.
export {
  type ComparedFigure,
  compareModels,
  type ModelComparison,
  type NamedModel,
  type PairedDifference,
} from './compare-models.ts'
export {
  type ArrivalModel,
  meanRate,
  type ServiceModel,
  type ServiceMoments,
  serviceMoments,
} from './draws/index.ts'
export {
  type Failure,
  runSimulation,
  type ScanCounts,
  type ScanWindow,
  type SimulationCounts,
  type SimulationRun,
  type SimulationScans,
  type SimulationWindow,
} from './engine/index.ts'
export type { SimulationEstimate } from './estimates.ts'
export {
  assertSimulable,
  isUnsteady,
  judgeSimulated,
  type SimulatedJudgement,
  type SimulatedVerdict,
  worstVerdict,
} from './judge-simulated.ts'
export { type FewestInstances, type InstanceTrial, minimumInstances } from './minimum-instances.ts'
export { type JudgedSimulation, replicateAndJudge } from './replicate-and-judge.ts'
export {
  type ReplicateWithOptions,
  type ReplicationOptions,
  replicate,
  replicateWith,
} from './replications.ts'
export { runHere, type SimulationRunner } from './runner.ts'
export type { ScansSummary } from './scans-summary.ts'
export { seedOfRun } from './seed-of-run.ts'
export type { AutoscalerModel, Distribution, SimulationModel } from './simulation-model.ts'
export { type SimulationSummary, summaryOf } from './summary.ts'

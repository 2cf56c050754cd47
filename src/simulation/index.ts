// A discrete-event simulator: what if, before money is spent.
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
  type SimulationCounts,
  type SimulationRun,
  type SimulationWindow,
} from './engine/index.ts'
export {
  type ReplicationOptions,
  replicate,
  type SimulationEstimate,
  type SimulationSummary,
  summaryOf,
} from './replications.ts'
export type { AutoscalerModel, Distribution, SimulationModel } from './simulation-model.ts'

// Laws of capacity: one law a file, its equation and source cited.
export { amdahl, type Speedup } from './amdahl.ts'
export { type BurnAlert, burnAlerts, type ErrorBudget, errorBudget } from './error-budget.ts'
export {
  type Exhaustion,
  exhaustion,
  type HoltWinters,
  type HoltWintersOptions,
  holtWinters,
  type LinearForecast,
  linearForecast,
  type RobustForecast,
  type RobustForecastInput,
  robustForecast,
} from './forecast/index.ts'
export { type Headroom, headroom } from './headroom.ts'
export { type LittlesTerms, littlesLaw } from './littles-law.ts'
export { type ClosedNetwork, mva } from './mva.ts'
export { type PlannedFleet, plannedFleet } from './planned-fleet.ts'
export { type Pool, pool } from './pool.ts'
export { powerOfD } from './power-of-d.ts'
export {
  allenCunneen,
  erlangB,
  erlangBInverse,
  erlangC,
  kimura,
  kingman,
  type ManyServers,
  type MmcAnswer,
  type MmckAnswer,
  mg1,
  minimumServers,
  mmc,
  mmck,
  type QueueAnswer,
  type StaffedServers,
  type Station,
  type WaitTarget,
} from './queues/index.ts'
export { type Redundancy, type RedundantFleet, redundantFleet } from './redundancy.ts'
export {
  fitUsl,
  predictUsl,
  type UslFit,
  type UslFitOptions,
  type UslLaw,
  type UslParameters,
  type UslPoint,
  type UslPrediction,
  type UslVerdict,
  usl,
} from './usl/index.ts'

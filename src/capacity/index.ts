// Laws of capacity: one law a file, its equation and source cited.
export { amdahl, type Speedup } from './amdahl.ts'
export { type BurnAlert, burnAlerts, type ErrorBudget, errorBudget } from './error-budget.ts'
export {
  type CalendarSeason,
  calendarSeason,
  calendarSeconds,
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
  type SeasonParts,
  type SeriesClock,
} from './forecast/index.ts'
export { type Headroom, headroom } from './headroom.ts'
export { type LittlesTerms, littlesLaw } from './littles-law.ts'
export { type ClosedNetwork, mva } from './mva.ts'
export { type PlannedFleet, plannedFleet } from './planned-fleet.ts'
export { type Pool, pool } from './pool.ts'
export { powerOfD } from './power-of-d.ts'
export {
  type ApproximateAnswer,
  allenCunneen,
  erlangB,
  erlangBInverse,
  erlangC,
  gg1,
  kimura,
  kingman,
  type ManyServers,
  type MmcAnswer,
  type MmckAnswer,
  mg1,
  mgc,
  minimumServers,
  mmc,
  mmck,
  type QueueAnswer,
  type QueueTimes,
  type ServiceShare,
  type SharedQueue,
  type StaffedServers,
  type Station,
  shapeScv,
  sharedQueue,
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

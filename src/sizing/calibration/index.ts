// Unit costs from what was measured: a regression, and what is to be said against it.
export { calibrate } from './calibrate.ts'
export type { CalibrateData, CalibrateResult } from './calibrate-data.ts'
export type {
  CalibratedResource,
  CalibrationPoint,
  CalibrationRequest,
  CalibrationSeries,
  PerName,
} from './calibration-points.ts'
export type { CostFit } from './fit-cost.ts'
export type { HeldOut } from './held-out.ts'

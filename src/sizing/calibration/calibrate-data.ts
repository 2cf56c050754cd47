import type { Envelope, Quantity } from '../../core/index.ts'
import type { MeasuredCosts } from '../demand-model.ts'
import type { CalibratedResource, PerName } from './calibration-points.ts'
import type { CostFit } from './fit-cost.ts'

/** The `data` of a `size calibrate` result. */
export interface CalibrateData {
  /** What could be fitted, in base units: network in bits a scan. */
  unitCosts: Partial<Record<keyof MeasuredCosts, Quantity>>
  fits: CostFit[]
  notFitted: { resource: CalibratedResource; reason: string }[]
  per: Partial<Record<PerName, string>>
  files: string[]
}

/** A whole `size calibrate` result, as `--json` prints it. */
export type CalibrateResult = Envelope<CalibrateData | null>

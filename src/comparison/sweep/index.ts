// What sweeps over concurrency say: points, the level to set, and how sure that is.
export { parseLevels } from './levels.ts'
export { presentSweeps, type SweepData } from './present-sweeps.ts'
export type { SweepSettings } from './recommend-settings.ts'
export type { Sweep, SweepKind, SweepMeasurement, SweepPoint } from './sweep.ts'
export { sweepPoints } from './sweep-points.ts'

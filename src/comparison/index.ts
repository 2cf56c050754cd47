// From measured samples to what may be said of them: summaries, verdicts, files of other tools.
export type { Measured } from './measured.ts'
export {
  parseLevels,
  presentSweeps,
  type Sweep,
  type SweepData,
  type SweepKind,
  type SweepMeasurement,
  type SweepPoint,
  type SweepSettings,
  sweepPoints,
} from './sweep/index.ts'

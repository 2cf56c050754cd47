// From measured samples to what may be said of them: summaries, verdicts, files of other tools.

export * from './bench-data.ts'
export {
  type CommandComparison,
  type CommandResult,
  type CommandResults,
  type CommandRun,
  commandChange,
  commandFindings,
  commandHeadline,
  commandTables,
  compareCommands,
  hyperfineExport,
  type Reference,
} from './commands/index.ts'
export * from './files/index.ts'
export * from './fingerprint/index.ts'
export * from './gate/index.ts'
export {
  type GuideConcurrentResult,
  type GuideFunctionResult,
  guideConcurrentResult,
  guideConcurrentTable,
  guideFunctionResult,
  guideFunctionTable,
} from './guide-harness.ts'
export * from './history/index.ts'
export * from './host/index.ts'
export type { Measured } from './measured.ts'
export * from './present-gate/index.ts'
export * from './summary/index.ts'
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
export * from './unpaired/index.ts'

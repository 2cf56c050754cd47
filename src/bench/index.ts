// Measuring: suite files, commands, the machine itself, and one version against another.

export {
  type CommandRequest,
  type CommandRunOptions,
  type CommandSession,
  type MeterFailure,
  openCommandSession,
  type Parameter,
  runCommandOnce,
  runCommands,
  scanParameter,
} from './command/index.ts'
export { findSuites } from './find-suites.ts'
export {
  type BaseSource,
  type CommandGateRequest,
  gateCommands,
  gateSuites,
  type KnownSuites,
  type SuiteGateRequest,
  writeKnownSuites,
} from './gate/index.ts'
export { measuredMachine } from './measured-machine.ts'
export {
  type CaseAnswer,
  defaultMemoryBytes,
  openSuiteRunner,
  openSweepProgram,
  type SuiteMode,
  type SuiteProcess,
  type SuiteReport,
  type SuiteRequest,
  type SuiteRunner,
} from './suite/index.ts'
export {
  type CaseAddress,
  type RoundOptions,
  runSweeps,
  type SweepProgram,
  type SweepRequest,
} from './sweep/index.ts'

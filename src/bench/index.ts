// Measuring: suite files, commands, the machine itself, and one version against another.

export {
  type CommandRequest,
  type CommandRunOptions,
  openCommandSession,
  type Parameter,
  runCommandOnce,
  runCommands,
  scanParameter,
  shellWordIn,
} from './command/index.ts'
export { findSuites, noneNamed } from './find-suites.ts'
export {
  type BaseSource,
  gateCommands,
  gateSuites,
  writeKnownSuites,
} from './gate/index.ts'
export { defaultHostSettings, type HostSettings, measureHost } from './host/index.ts'
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
} from './suite/index.ts'
export { runSweeps } from './sweep/index.ts'

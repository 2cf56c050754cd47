// Benchmarks: suites in fresh processes, and whole commands.
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

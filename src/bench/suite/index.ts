// Suite files, each run in a fresh process.
export { controlSeconds } from './program/index.ts'
export type { CaseAnswer, SuiteMode, SuiteRequest } from './suite-request.ts'
export {
  defaultMemoryBytes,
  openSuiteRunner,
  type SuiteProcess,
  type SuiteReport,
  type SuiteRunner,
} from './suite-runner.ts'
export { openSweepProgram } from './sweep-program.ts'

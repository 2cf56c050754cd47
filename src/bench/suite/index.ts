// Suite files, each run in a fresh process.
export type { CaseAnswer, SuiteMode, SuiteRequest } from './suite-request.ts'
export {
  defaultMemoryBytes,
  openSuiteRunner,
  type SuiteProcess,
  type SuiteReport,
  type SuiteRunner,
} from './suite-runner.ts'
export { openSweepProgram } from './sweep-program.ts'

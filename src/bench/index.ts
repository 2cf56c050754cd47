// Measuring: suites, sweeps and gates.
export { openSweepProgram } from './suite/index.ts'
export {
  type CaseAddress,
  type RoundOptions,
  runSweeps,
  type SweepProgram,
  type SweepRequest,
} from './sweep/index.ts'

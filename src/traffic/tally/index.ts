// What a run counts: accounts that balance, and histograms that add up.
export { type Course, newCourse } from './course.ts'
export { type Kind, noteKind } from './kind.ts'
export { mergeTallies, sumOf } from './merge-tallies.ts'
export { statusFailure } from './status-failure.ts'
export {
  type Account,
  censor,
  newAccount,
  newCell,
  newTally,
  notePhase,
  type Phase,
  phases,
  type StatusCell,
  type Tally,
} from './tally.ts'

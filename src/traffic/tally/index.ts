// What a run counts: accounts that balance, and histograms that add up.
export {
  type Account,
  censor,
  type Kind,
  mergeTallies,
  newAccount,
  newCell,
  newTally,
  noteKind,
  notePhase,
  type Phase,
  phases,
  type StatusCell,
  sumOf,
  type Tally,
} from './tally.ts'

// What a run comes to: totals, whether it can be believed, and whether it holds its limits.
export type { SloJudgement } from './judge-term.ts'
export { judgeSlo, sloFindings } from './slo.ts'
export { hasBrokenWindow, surelyFails } from './slo-windows.ts'
export {
  type Counts,
  countsOf,
  errorShare,
  imbalances,
  type Latencies,
  latenciesOf,
  namesIn,
  type Part,
  statusesOf,
} from './totals.ts'
export { judgeValidity, type Validity } from './validity.ts'

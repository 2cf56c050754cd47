// From judged checks to what is shown: the answer, what is left out of it, what changed, and what a check means.
export { type Accepted, acceptFindings } from './accept.ts'
export { answer } from './answer.ts'
export type { AnswerInput, JudgedHost } from './answer-input.ts'
export type {
  Cost,
  Counts as FindingCounts,
  DiagnoseData,
  DiagnoseResult,
  Failure as UnreachableHost,
} from './diagnose-data.ts'
export { type DiffData, type DiffResult, diffResults } from './diff.ts'
export type { FigureChange } from './diff-figures.ts'
export type { Change as ChangeKind, FindingChange, ThresholdsById } from './diff-findings.ts'
export { type ExplainData, type ExplainResult, explain } from './explain.ts'
export { type ExplainAllData, explainAll } from './explain-all.ts'
export { figures, figuresOf } from './figures.ts'
export { type KnownFinding, parseKnownFindings } from './known-findings.ts'
export type { OddOne } from './odd-ones.ts'
export { oddOnes } from './odd-ones.ts'
export { assertSkipsKnown, type Skipped, skipFindings } from './skip.ts'

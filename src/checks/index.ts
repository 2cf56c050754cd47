// What diagnose judges: checks as data, in the order in which they are listed, and what is made of their verdicts.
import * as clock from './clock/index.ts'
import * as container from './container/index.ts'
import * as cpu from './cpu/index.ts'
import type { Check } from './define-check.ts'
import * as disk from './disk/index.ts'
import * as kernel from './kernel/index.ts'
import * as limits from './limits/index.ts'
import * as memory from './memory/index.ts'
import * as network from './network/index.ts'
import * as node from './node/index.ts'
import * as process from './process/index.ts'

export type {
  ChangeKind,
  FigureChange,
  FindingChange,
  FindingCounts,
  OddOne,
  ThresholdsById,
  UnreachableHost,
} from './answer/index.ts'
// What the types above are made of.
export {
  type Accepted,
  type AnswerInput,
  acceptFindings,
  answer,
  assertSkipsKnown,
  type Cost as CollectionCost,
  type DiagnoseData,
  type DiagnoseResult,
  type DiffData,
  type DiffResult,
  diffResults,
  type ExplainAllData,
  type ExplainData,
  type ExplainResult,
  explain,
  explainAll,
  type JudgedHost,
  type KnownFinding,
  parseKnownFindings,
  type Skipped,
  skipFindings,
} from './answer/index.ts'
export { type ChecklistAnswer, checklist } from './checklist/index.ts'
export type { Reading as CheckReading, Role as CheckRole, Verdict as CheckVerdict } from './define-check.ts'
export {
  type Check,
  type Group,
  groups,
  type Resource as CheckedResource,
  type Thresholds,
} from './define-check.ts'
export type {
  ApplicationPerformance,
  DatabasePerformance,
  GuideUsage,
  NetworkPerformance,
  SystemResources,
} from './guide/index.ts'
export {
  type GuideDiagnosis,
  guideAlert,
  guideAlertThresholds,
  guideDiagnosis,
  guideRecommendations,
  inGuideWords,
} from './guide/index.ts'
export { type Judged, judge, type ThresholdChanges, thresholdsOf } from './judge.ts'
export { type Hypothesis, rank } from './ranking/index.ts'
export { thresholdChanges } from './threshold-changes.ts'
/** Every check of a machine. */
export const checks: readonly Check[] = [
  cpu,
  memory,
  disk,
  network,
  limits,
  clock,
  kernel,
  process,
  container,
].flatMap((group) => Object.values(group))

/** The checks of one Node process, asked through its inspector. */
export const nodeChecks: readonly Check[] = Object.values(node)

/** Both. */
export const allChecks: readonly Check[] = [...checks, ...nodeChecks]

// One plan for several generators: what travels to them, and how their results become one.
export { type HiddenValue, hideValues, restoreValues } from './hidden-values.ts'
export type { BundleHead, FromHost, ToHost } from './host-messages.ts'
export { interrupted as interruptedSlice, joinSlices, type Missing, type SliceRun } from './join-slices.ts'
export {
  bundleKey,
  type JobRequest,
  kubernetesJob,
  planKey,
  podFolders,
  secretKeyOf,
  secretNameOf,
} from './kubernetes-job.ts'
export { mergeRuns, startSkewSeconds } from './merge-runs.ts'
export { type PlanFile, parsePlanFile, planFileText, type SealedPlan, sealed } from './plan-file.ts'

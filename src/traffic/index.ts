// Load as data: what is planned, when it is due, what became of it, and what that says.
export * from './judge/index.ts'
export { mergeRuns } from './merge-runs.ts'
export * from './plan/index.ts'
export * from './present/index.ts'
export type { HdrText, LoadRun, SavedRun, TimelinePoint } from './run.ts'
export * from './schedule/index.ts'
export * from './search/index.ts'
export * from './tally/index.ts'

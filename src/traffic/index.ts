// Load as data: what is planned, when it is due, what became of it, and what that says.

export * from './distribute/index.ts'
export * from './judge/index.ts'
export * from './plan/index.ts'
export * from './present/index.ts'
export type { HdrText, LoadRun, SavedRun, TimelinePoint } from './run.ts'
export * from './scenario/index.ts'
export * from './schedule/index.ts'
export * from './search/index.ts'
export type { GeneratorShare, MeasuredOffset, SliceStamp } from './slice-stamp.ts'
export * from './tally/index.ts'

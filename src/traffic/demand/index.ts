// What a target spends on a request.
export { answeredUntil } from './answered-until.ts'
export { type ExposedSource, exposedCounters, exposedSource } from './exposed-source.ts'
export { withWatch } from './present-watch.ts'
export type { PerRequest } from './service-demand.ts'
export type { StageSpending } from './stage-spending.ts'
export { type WatchData, type WatchedSpending, watchData } from './watch-data.ts'
export type { StalledSeconds, UntoldPart, WatchedTarget, WatchLook } from './watched-target.ts'

// Load generation: engines, threads, and what they measured.
export { startDemoTarget } from './demo-target/index.ts'
export { hdrLog, runFromSaved, savedRun } from './files/index.ts'
export { errorStorm, runLoad } from './run-load.ts'
export { tableRows } from './table-rows.ts'
export type { SeenTraffic } from './timeline.ts'
export { type Watching, type WatchWish, watchTargets } from './watch/index.ts'

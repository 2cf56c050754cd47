// Load generation: engines, threads, and what they measured.
export { autocannonGenerator, autocannonWarnings } from './autocannon/index.ts'
export { startDemoTarget } from './demo-target/index.ts'
export { packedCommand, runOnHosts, runPart } from './distribute/index.ts'
export {
  assertResults,
  hdrLog,
  isSlice,
  resultLine,
  resultsInLog,
  runFromSaved,
  savedRun,
  shortDigest,
} from './files/index.ts'
export { errorStorm, type LoadOptions, runLoad } from './run-load.ts'
export { tableRows } from './table-rows.ts'
export type { SeenTraffic } from './timeline.ts'
export { type Watching, type WatchWish, watchTargets } from './watch/index.ts'

// Load generation: engines, threads, and what they measured.
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
export { errorStorm, runLoad } from './run-load.ts'
export { tableRows } from './table-rows.ts'

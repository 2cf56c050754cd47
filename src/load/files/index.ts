// Runs and histograms as files hold them.
export { hdrLog } from './hdr-log.ts'
export {
  assertResults,
  isSlice,
  resultLine,
  resultsInLog,
  shortDigest,
} from './result-line.ts'
export { runFromSaved, savedRun } from './saved-run.ts'

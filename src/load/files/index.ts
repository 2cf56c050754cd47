// Runs and histograms as files hold them.
export { hdrLog } from './hdr-log.ts'
export { runFromSaved, savedRun } from './saved-run.ts'

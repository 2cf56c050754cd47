// What a run came to.
export type { MonitorData, SourceHistory } from './monitor-data.ts'
export { monitorOutcome } from './monitor-outcome.ts'
export { runSummary } from './series-summary.ts'

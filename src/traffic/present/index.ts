// What a run says to whoever asked for it.

export type { CourseData } from './course-table.ts'
export { type LiveView, liveView } from './live-view.ts'
export type { LoadtestData } from './loadtest-data.ts'
export { presentRun, rateLimited } from './present-run.ts'
export { metricsOfRun, metricsOfSecond, type PushedMetric } from './pushed-metrics.ts'
export type { StatusLatency } from './status-latencies.ts'

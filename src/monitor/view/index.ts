// The monitor on a terminal, and in a log.
export { alertLogLine, tickLine } from './log-line.ts'
export { monitorPicture } from './monitor-picture.ts'
export { recentValues } from './recent-values.ts'
export type { Seen } from './seen.ts'

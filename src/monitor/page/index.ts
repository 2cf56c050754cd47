// The page that the server shows: one document with its style and its program inside.

export { type MonitorPages, monitorPages } from './monitor-pages.ts'

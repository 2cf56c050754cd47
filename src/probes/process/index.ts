// What one process does, told by its own files in /proc.
export { type ProcessData, presentProcess } from './present-process.ts'
export type { Spending } from './process-spending.ts'
export type { ProcessWatch } from './process-watch.ts'
export { watchProcess } from './watch-process.ts'

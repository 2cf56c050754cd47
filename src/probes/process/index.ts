// What one process does, told by its own files in /proc.
export { findProcess } from './find-process.ts'
export { type ProcessData, presentProcess } from './present-process.ts'
export { watchProcess } from './watch-process.ts'

// What one process does, told by its own files in /proc.
export { findProcess, findProcesses } from './find-process.ts'
export { type ProcessData, presentProcess } from './present-process.ts'
export { processGroup } from './process-group.ts'
export { type ProcessUse, readProcessTree } from './process-tree.ts'
export { treeTotal } from './tree-total.ts'
export { watchProcess } from './watch-process.ts'

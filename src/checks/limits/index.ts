// Checks of the limits of processes and of the system: one file a check, one line here.
export { processFileDescriptors } from './fd-process.ts'
export { systemFileHandles } from './fd-system.ts'
export { processNumbers } from './pids.ts'

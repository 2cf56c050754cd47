// Checks of the limits of processes and of the system: one file a check, one line here.
export { processFileDescriptors } from './process-file-descriptors.ts'
export { processNumbers } from './process-numbers.ts'
export { systemFileHandles } from './system-file-handles.ts'

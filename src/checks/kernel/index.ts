// Checks of the kernel: one file a check, one line here.
export { entropy } from './entropy.ts'
export { hungTasks } from './hung-tasks.ts'
export { kernelMessages } from './kmsg.ts'

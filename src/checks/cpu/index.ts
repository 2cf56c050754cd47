// Checks of the CPU: one file a check, one line here.
export { cpuUtilization } from './utilization.ts'

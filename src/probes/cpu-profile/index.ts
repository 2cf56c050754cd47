// CPU profiles of running processes.
export { processKind } from './process-kind.ts'
export { takeCpuProfile } from './take-cpu-profile.ts'

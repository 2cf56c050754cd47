// CPU profiles of running processes.
export type { OpenInspector, ProfilingInspector } from './profile-node.ts'
export { type CpuProfileRequest, type TakenCpuProfile, takeCpuProfile } from './take-cpu-profile.ts'

// CPU profiles of running processes.
export { type CpuProfileRequest, type TakenCpuProfile, takeCpuProfile } from './take-cpu-profile.ts'

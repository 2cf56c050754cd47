// The series of a machine, from the texts of its kernel: the same for this one and for others.
export { busiest } from './busiest.ts'
export { localSpace, spaceValues } from './disk-space.ts'
export { frameSeries } from './frame-series.ts'
export { connectMachine, type MachineConnection } from './machine-connection.ts'
export { kernelFiles, type MachineFiles } from './machine-files.ts'
export { type MachineLimits, machineLimits } from './machine-limits.ts'
export { lookAtMachine, type MachineLook } from './machine-look.ts'
export { machineValues } from './machine-values.ts'

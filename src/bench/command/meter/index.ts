// The program that starts a command and says what the kernel counted for it.
export { meterProgram } from './elf.ts'
export { type MeterFailure, readRecord } from './record.ts'

// The collector as a loop over one connection: frames of raw facts.
export type { LoopWish } from './loop-script.ts'
export { type MachineFrame, openMachineLoop } from './open-machine-loop.ts'

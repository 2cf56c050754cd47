// What a gate measured, as data and as an outcome.
export type { GateData, PairedTimes } from './gate-data.ts'
export { presentGate } from './present-gate.ts'

// What a gate measured, as data and as an outcome; and what gates on known code tell of the gate itself.
export type { GateData, GateFacts, PairedTimes } from './gate-data.ts'
export { presentGate } from './present-gate.ts'
export {
  parseSelfTest,
  presentSelfTest,
  type SelfTestData,
  type SelfTestGate,
  selfTestLine,
} from './self-test.ts'

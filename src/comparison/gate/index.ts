// The decision rule of the regression gate: when to stop, what to call slower, and when not to trust the machine.
export { balancedOrder, type PairOrder } from './balanced-order.ts'
export { intervalInWords, percentInWords } from './change-in-words.ts'
export { type GateRule, gateLooks, gateRule } from './gate-rule.ts'
export { type ControlJudgement, judgeControl } from './judge-control.ts'
export { type GateBenchmark, type GateJudgement, type GateVerdict, judgeLook } from './judge-look.ts'

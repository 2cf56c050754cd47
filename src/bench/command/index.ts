// Whole processes, measured from outside.
export { type Parameter, scanParameter } from './expand-parameters.ts'
export type { MeterFailure } from './meter/index.ts'
export { type CommandRequest, runCommands } from './run-commands.ts'
export { type CommandRunOptions, runCommandOnce } from './run-once.ts'
export { type CommandSession, openCommandSession } from './session.ts'

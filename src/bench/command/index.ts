// Whole processes, measured from outside.
export { type Parameter, scanParameter } from './expand-parameters.ts'
export { type CommandRequest, runCommands } from './run-commands.ts'
export { type Aside, type CommandRunOptions, runCommandOnce } from './run-once.ts'
export { openCommandSession } from './session.ts'
export { shellWordIn } from './shell-word.ts'

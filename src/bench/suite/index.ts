// Suite files: how they are loaded, and what measures them.
export { openSweepProgram } from './sweep-program.ts'

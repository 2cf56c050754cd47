// One version against another, in pairs of fresh processes.
export type { BaseSource } from './base-tree.ts'
export { gateCommands } from './gate-commands.ts'
export { gateSuites } from './gate-suites.ts'
export { writeKnownSuites } from './known-suites.ts'

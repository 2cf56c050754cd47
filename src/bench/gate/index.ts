// One version against another, in pairs of fresh processes.
export type { BaseSource } from './base-tree.ts'
export { type CommandGateRequest, gateCommands } from './gate-commands.ts'
export { gateSuites, type SuiteGateRequest } from './gate-suites.ts'
export { type KnownSuites, writeKnownSuites } from './known-suites.ts'

// One version against another, in pairs of fresh processes.
export type { BaseSource } from './base-tree.ts'
export { gateSuites, type SuiteGateRequest } from './gate-suites.ts'

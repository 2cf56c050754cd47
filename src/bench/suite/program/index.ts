// What suite files see of the program that runs them.
export { type CaseOptions, type Suite, type SuiteContext, suiteKey } from './registry.ts'

// What others see of the program that runs suites.
export { controlSeconds } from './control.ts'
export { type CaseOptions, type Suite, type SuiteContext, suiteKey } from './registry.ts'

// Two runs side by side: what changed, and how sure that is.
export { type BaselineRule, baselineRule } from './baseline-rule.ts'
export { compareRuns, isLongEnough } from './compare-runs.ts'
export type { LoadComparison } from './compare-stretches.ts'
export { type ComparedPlan, planDifferences } from './plan-differences.ts'
export { type BaselineFacts, withBaseline } from './present-baseline.ts'

// Two runs side by side: what changed, and how sure that is.
export { type BaselineRule, baselineRule, type LoadFigure } from './baseline-rule.ts'
export { compareRuns, isLongEnough } from './compare-runs.ts'
export type { LoadComparison } from './compare-stretches.ts'
export { type ComparedPlan, type PlanDifferences, planDifferences } from './plan-differences.ts'
export { type BaselineFacts, type PresentedRun, withBaseline } from './present-baseline.ts'

// What diagnose judges: checks as data, in the order in which they are listed.
import * as cpu from './cpu/index.ts'
import type { Check } from './define-check.ts'

export { type Check, type Group, groups, type Resource, type Thresholds } from './define-check.ts'
export { type Judged, judge, type ThresholdChanges } from './judge.ts'

/** Every check. */
export const checks: readonly Check[] = [cpu].flatMap((group) => Object.values(group))

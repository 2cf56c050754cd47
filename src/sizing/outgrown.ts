import type { Tier } from '../core/index.ts'
import { type Growth, grownWorkload, monthAfter } from './growth.ts'
import { type Need, type Resource, resources, shortages } from './need.ts'
import type { Workload } from './workload.ts'
import type { WorkloadPlan } from './workload-plan.ts'

/** What one month of the plan takes. */
export interface MonthlyNeed extends WorkloadPlan {
  /** `YYYY-MM`. */
  month: string
  workload: Workload
}

/** When something is first too small. */
export interface Outgrown {
  what: string
  /** `YYYY-MM`. */
  month: string
}

/** This month and the `months` after it. */
export function projectGrowth(
  plan: { workload: Workload; growth: Growth; months: number; startMs: number },
  planOf: (workload: Workload) => WorkloadPlan,
): MonthlyNeed[] {
  return Array.from({ length: plan.months + 1 }, (_, index) => {
    const workload = grownWorkload(plan.workload, plan.growth, index)
    return { month: monthAfter(plan.startMs, index), workload, ...planOf(workload) }
  })
}

/** The first month in which each of `capacities` is too small; those that last the whole plan are left out. */
export function outgrownMonths(
  months: readonly MonthlyNeed[],
  capacities: Record<string, Partial<Need> | Tier>,
): Outgrown[] {
  return Object.entries(capacities).flatMap(([what, capacity]) => {
    const first = months.find(({ need }) => shortages(need, capacity).length > 0)
    return first === undefined ? [] : [{ what, month: first.month }]
  })
}

/** The resources whose need changes over `months`. */
export function growingResources(months: readonly MonthlyNeed[]): Resource[] {
  return resources.filter(({ key }) => new Set(months.map(({ need }) => need[key])).size > 1)
}

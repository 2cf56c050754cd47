import { type Group, groups } from '../define-check.ts'
import type { Judged } from '../judge.ts'
import type { Counts } from './diagnose-data.ts'

/** How many findings of each status a group has, in the order of the groups; a group without any is left out. */
export function countsByGroup(judged: readonly Judged[]): Partial<Record<Group, Counts>> {
  const entries = groups.flatMap((group): [Group, Counts][] => {
    const own = judged.filter(({ check }) => check.group === group)
    return own.length === 0 ? [] : [[group, countsOf(own)]]
  })
  return Object.fromEntries(entries)
}

/** How many findings of each status there are. */
export function countsOf(judged: readonly Judged[]): Counts {
  const counts: Counts = { fail: 0, warn: 0, info: 0, unknown: 0, pass: 0, 'not-applicable': 0 }
  for (const { finding } of judged) counts[finding.status]++
  return counts
}

/** Whether anything was measured at all: a finding that is neither unknown nor not applicable. */
export function anyMeasured(judged: readonly Judged[]): boolean {
  return judged.some(({ finding }) => finding.status !== 'unknown' && finding.status !== 'not-applicable')
}

import { type CheckSpec, defineCheck, type Reading, type Verdict } from '../../src/checks/define-check.ts'
import { judge, type ThresholdChanges } from '../../src/checks/judge.ts'
import type { FactName, Facts, Finding } from '../../src/core/index.ts'
import { factsWith } from './ranking/samples.ts'

/** What a test says of a check. */
export type Changes = Partial<Omit<CheckSpec<FactName, FactName>, 'evaluate'>>

/** A check that answers `verdict`, whatever there is. */
export function checkOf(verdict: Verdict, changes: Changes = {}) {
  return defineCheck<FactName, FactName>({
    id: 'cpu.sample',
    group: 'cpu',
    resource: 'cpu',
    role: 'saturation',
    title: 'A sample',
    meaning: 'It matters.',
    reads: '/proc/sample',
    source: 'a test',
    needs: [],
    thresholds: { unit: 'ratio', direction: 'above', warn: 0.5, fail: 0.8 },
    advice: [],
    ...changes,
    evaluate: () => verdict,
  })
}

/** All findings of such a check. */
export function all(
  verdict: Verdict,
  changes: Changes = {},
  facts: Facts = factsWith(),
  limits: ThresholdChanges = {},
): Finding[] {
  return judge([checkOf(verdict, changes)], facts, limits).map(({ finding }) => finding)
}

/** The first of them. */
export function one(...given: Parameters<typeof all>): Finding {
  const [first] = all(...given)
  if (first === undefined) throw new Error('there is no finding')
  return first
}

/** What a check saw, without evidence. */
export function reading(value: number | null, changes: Partial<Reading> = {}): Reading {
  return { value, because: 'Seen.', evidence: {}, ...changes }
}

import type { Judged } from '../../checks/index.ts'
import type { Facts } from '../../core/index.ts'

/**
 * What was judged of a machine that was read only in part: what was not found there, and what is fine without a look at
 * facts that did not come any more, is unknown.
 */
export function asFarAsRead(judged: readonly Judged[], facts: Facts, complete: boolean): readonly Judged[] {
  if (complete) return judged
  return judged.map((one) =>
    isSure(one, facts)
      ? one
      : {
          ...one,
          finding: {
            ...one.finding,
            status: 'unknown',
            because: 'The collection ended before this could be told.',
          },
        },
  )
}

function isSure({ finding, check }: Judged, facts: Facts): boolean {
  if (finding.status === 'not-applicable') return finding.because === check.absentMeans
  if (finding.status !== 'pass') return true
  // Of processes most checks only want to know who it was.
  const used = (check.uses ?? []).filter((name) => name !== 'processes').map((name) => facts[name])
  return used.every((fact) => fact.known || fact.reason !== 'timeout')
}

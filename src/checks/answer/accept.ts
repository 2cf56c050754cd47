import type { Judged } from '../judge.ts'
import type { KnownFinding } from './known-findings.ts'

/** A finding that is known and does not fail the run. */
export interface Accepted {
  host: string
  id: string
  instance: string | null
  was: 'warn' | 'fail'
}

/**
 * `judged` with the `known` warnings and failures as information, by id and instance (which may be written as `HOST` or
 * `HOST:instance`). A failure that is known as a warning has grown worse: it stays a failure and says so.
 */
export function acceptFindings(
  judged: readonly Judged[],
  known: readonly KnownFinding[],
  host: string,
): { judged: Judged[]; accepted: Accepted[] } {
  const accepted: Accepted[] = []
  const left = judged.map((one): Judged => {
    const { finding } = one
    const { id, instance, status } = finding
    if (status !== 'warn' && status !== 'fail') return one
    const names = [instance, instance === undefined ? host : `${host}:${instance}`]
    const match = known.find((candidate) => candidate.id === id && names.includes(candidate.instance))
    if (match === undefined) return one
    if (match.status === 'warn' && status === 'fail') {
      return {
        ...one,
        finding: {
          ...finding,
          because: `${finding.because} It was accepted as a warning, and is worse now.`,
        },
      }
    }
    accepted.push({ host, id, instance: instance ?? null, was: status })
    const evidence = { ...finding.evidence, accepted: status }
    const because = `Known and accepted as ${status}: ${finding.because}`
    return { ...one, finding: { ...finding, status: 'info', because, evidence } }
  })
  return { judged: left, accepted }
}

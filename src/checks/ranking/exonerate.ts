import type { Resource } from '../define-check.ts'
import type { Judged } from '../judge.ts'

/** The resources that were looked at and found fine: nothing warns or fails, and more checks could tell than could not. */
export function exonerate(judged: readonly Judged[]): Resource[] {
  const measured = judged.filter(({ check }) => check.role !== 'config')
  const resources = [...new Set(measured.map(({ check }) => check.resource))]
  return resources.filter((resource) => {
    const statuses = measured
      .filter(({ check }) => check.resource === resource)
      .map(({ finding }) => finding.status)
    const fine = statuses.filter((status) => status === 'pass' || status === 'info').length
    const unknown = statuses.filter((status) => status === 'unknown').length
    return fine > unknown && !statuses.includes('warn') && !statuses.includes('fail')
  })
}

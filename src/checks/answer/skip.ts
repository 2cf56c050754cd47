import { OperatorError, type Skip, type Status, suggestion } from '../../core/index.ts'
import type { Judged } from '../judge.ts'

/** A finding that was left out, and what it would have said. */
export interface Skipped {
  host: string
  id: string
  instance: string | null
  reason: string
  until: string | null
  was: Status
}

/**
 * `judged` with what `skips` name as not applicable; an instance may be written as `HOST` or `HOST:instance`. A skip that
 * ended before `today` (`2027-03-31`) skips nothing and warns. Throws OperatorError (exit 2) on an id that is not in `ids`.
 */
export function skipFindings(
  judged: readonly Judged[],
  skips: readonly Skip[],
  { ids, today, host }: { ids: readonly string[]; today: string; host: string },
): { judged: Judged[]; skipped: Skipped[]; warnings: string[] } {
  assertSkipsKnown(skips, ids)
  const valid = skips.filter((skip) => !hasEnded(skip, today))
  const skipped: Skipped[] = []
  const left = judged.map((one): Judged => {
    const { id, instance, status, index: _, advice: __, ...finding } = one.finding
    const skip = valid.find((candidate) => names(candidate, { id, instance, host }))
    if (skip === undefined) return one
    const { reason, until } = skip
    skipped.push({ host, id, instance: instance ?? null, reason, until, was: status })
    const named = instance === undefined ? {} : { instance }
    const because = `Skipped: ${reason}${until === null ? '' : `, until ${until}`}. It would be ${status}: ${finding.because}`
    return { ...one, finding: { id, ...named, ...finding, status: 'not-applicable', because } }
  })
  return { judged: left, skipped, warnings: skips.filter((skip) => hasEnded(skip, today)).map(endedInWords) }
}

/** Throws OperatorError (exit 2) on a skip of a check that is not in `ids`. */
export function assertSkipsKnown(skips: readonly Skip[], ids: readonly string[]): void {
  const unknown = skips.find(({ id }) => !ids.includes(id))
  if (unknown === undefined) return
  throw new OperatorError({
    sentence: `There is no check ${unknown.id} that could be skipped.`,
    hint: suggestion(unknown.id, ids, 'Run lewis-perf explain for the list of checks.'),
  })
}

function hasEnded({ until }: Skip, today: string): boolean {
  return until !== null && until < today
}

function endedInWords({ id, instance, reason, until }: Skip): string {
  const name = instance === undefined ? id : `${id}:${instance}`
  return `The skip of ${name} (${reason}) ended on ${until}: it is judged again. Mend it, or give the skip a new date.`
}

function names(
  skip: Skip,
  { id, instance, host }: { id: string; instance: string | undefined; host: string },
): boolean {
  if (skip.id !== id) return false
  const own = instance === undefined ? host : `${host}:${instance}`
  return skip.instance === undefined || [instance, host, own].includes(skip.instance)
}

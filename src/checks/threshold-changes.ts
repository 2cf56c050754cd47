import { OperatorError, type Profile, parseLimit, suggestion } from '../core/index.ts'
import type { Check, Thresholds } from './define-check.ts'
import type { ThresholdChanges } from './judge.ts'

/**
 * The limits of a profile in the unit of each check. Throws OperatorError (exit 2) on an id that no check has, on a check
 * without limits, on a value of another unit, and on a warning that lies beyond the failure.
 */
export function thresholdChanges(
  profile: Pick<Profile, 'thresholds' | 'name'>,
  checks: readonly Check[],
): ThresholdChanges {
  const changes = Object.entries(profile.thresholds ?? {}).map(([id, texts]) => {
    const check = checks.find((candidate) => candidate.id === id)
    const where = `thresholds.${id} of profile ${profile.name}`
    if (check === undefined) {
      throw new OperatorError({
        sentence: `${where} names a check that does not exist.`,
        hint: suggestion(
          id,
          checks.map((known) => known.id),
          'Run lewis-perf explain for the list.',
        ),
      })
    }
    if (check.thresholds === undefined) {
      throw new OperatorError({
        sentence: `${where} sets a limit, and this check has none.`,
        hint: `Leave it out; to silence the check, put ${id} under skip.`,
      })
    }
    const { unit } = check.thresholds
    const change: { warn?: number; fail?: number; clear?: number } = {}
    for (const key of ['warn', 'fail', 'clear'] as const) {
      const text = texts[key]
      if (text === undefined) continue
      const parsed = parseLimit(text, unit)
      if (!parsed.ok)
        throw new OperatorError({
          sentence: `${where}: ${key} ${parsed.problem}, got ${text}.`,
          hint: parsed.hint,
        })
      change[key] = parsed.value
    }
    assertOrder(where, check.thresholds, change)
    return [id, change] as const
  })
  return Object.fromEntries(changes)
}

function assertOrder(
  where: string,
  own: Thresholds,
  change: { warn?: number; fail?: number; clear?: number },
): void {
  const { warn = own.warn, fail = own.fail } = change
  const sign = own.direction === 'above' ? 1 : -1
  if (warn !== undefined && fail !== undefined && warn * sign > fail * sign) {
    throw new OperatorError({
      sentence: `${where} would fail before it warns.`,
      hint: `Give warn and fail in this order; what is not given stays ${own.warn ?? 'none'} and ${own.fail ?? 'none'}.`,
    })
  }
  if (change.clear !== undefined && warn !== undefined && change.clear * sign > warn * sign) {
    throw new OperatorError({
      sentence: `${where} would clear before it warns.`,
      hint: 'Give clear on the healthy side of warn.',
    })
  }
}

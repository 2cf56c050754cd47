const form = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/

/** Milliseconds since 1970 of `2026-11-27T09:00:00.250Z`, or of a day in UTC; null for anything else, and for a time of no zone: it would be another one on each machine. */
export function isoMoment(text: string): number | null {
  const ms = form.test(text) ? Date.parse(text) : Number.NaN
  return Number.isFinite(ms) ? ms : null
}

import type { Advice, Facts, Finding, Status } from '../core/index.ts'
import type { Check, Reading, Thresholds, Verdict } from './define-check.ts'
import { fillAdvice } from './fill-advice.ts'
import { needsTwoSamples } from './words.ts'

/** Limits that a profile or an operator sets for a check, by its id; what is left out stays the check's own. */
export type ThresholdChanges = Readonly<
  Record<string, { warn?: number; fail?: number; clear?: number } | undefined>
>

/** One judged reading: the finding as it is shown, and what ranking needs to know of it. */
export interface Judged {
  check: Check
  finding: Finding
  culprit: string | null
}

/** Every check over `facts`: each answers with at least one finding, `unknown` where a fact is missing. */
export function judge(checks: readonly Check[], facts: Facts, changes: ThresholdChanges = {}): Judged[] {
  return checks.flatMap((check) => judgeOne(check, facts, thresholdsOf(check, changes)))
}

function judgeOne(check: Check, facts: Facts, thresholds: Thresholds): Judged[] {
  const verdict = verdictOf(check, facts, thresholds)
  if ('notApplicable' in verdict) return [bare(check, 'not-applicable', verdict.notApplicable)]
  if ('unknown' in verdict) return [bare(check, 'unknown', verdict.unknown)]
  const readings = Array.isArray(verdict) ? (verdict as readonly Reading[]) : [verdict as Reading]
  if (readings.length === 0) return [bare(check, 'not-applicable', 'There is none here.')]
  return readings.map((reading) => judged(check, reading, thresholds, facts))
}

function verdictOf(check: Check, facts: Facts, thresholds: Thresholds): Verdict {
  for (const name of check.needs) {
    const fact = facts[name]
    if (fact.known) continue
    if (fact.reason === 'absent' && check.absentMeans !== undefined)
      return { notApplicable: check.absentMeans }
    return { unknown: missing(fact.path, fact.reason) }
  }
  if (check.rate !== undefined) {
    // Where nothing is needed, evaluate has to see for itself what it lacks.
    const isSingle =
      check.needs.length > 0 &&
      check.needs.every((name) => {
        const fact = facts[name]
        return fact.known && fact.first === null
      })
    if (facts.windowSeconds === null || isSingle) return { unknown: needsTwoSamples }
  }
  return check.evaluate({ facts, windowSeconds: facts.windowSeconds ?? 0, thresholds })
}

function missing(path: string, reason: 'absent' | 'denied' | 'unreadable' | 'timeout'): string {
  const because = {
    absent: 'is not there',
    denied: 'may not be read by this user: run as root to see it',
    unreadable: 'cannot be read',
    timeout: 'was not answered in time',
  }
  return `${path} ${because[reason]}.`
}

const severity: readonly Status[] = ['pass', 'info', 'warn', 'fail']

function judged(check: Check, reading: Reading, thresholds: Thresholds, facts: Facts): Judged {
  const { instance, evidence, culprit } = reading
  const raw = reading.status ?? statusOf(reading.value, thresholds)
  const limited = atMost(raw, reading.atMost, check.worst)
  const brief =
    limited === 'fail' &&
    check.rate !== undefined &&
    reading.confirmed === undefined &&
    (facts.windowSeconds ?? 0) < check.rate.periodSeconds
  const status = brief ? 'warn' : limited
  const index = indexOf(reading.value, thresholds)
  const because = [
    reading.because,
    ...(reading.confirmed !== undefined && status !== 'pass' ? [reading.confirmed] : []),
    ...(brief ? [briefly(check.rate?.periodSeconds ?? 0, facts.windowSeconds ?? 0)] : []),
  ].join(' ')
  const finding: Finding = {
    id: check.id,
    ...(instance === undefined ? {} : { instance }),
    title: check.title,
    status,
    because,
    evidence,
    ...adviceFor(check, reading, status),
    ...(index === null || check.role === 'config' ? {} : { index }),
  }
  return { check, finding, culprit: culprit ?? null }
}

function adviceFor(check: Check, reading: Reading, status: Status): { advice: Advice[] } | null {
  const advice = reading.advice ?? check.advice
  if (status === 'pass' || status === 'unknown' || advice.length === 0) return null
  return { advice: fillAdvice(advice, reading.names ?? {}) }
}

function atMost(status: Status, ...limits: (Status | undefined)[]): Status {
  if (!severity.includes(status)) return status
  const least = Math.min(
    severity.indexOf(status),
    ...limits.map((limit) => (limit === undefined ? severity.length : severity.indexOf(limit))),
  )
  return severity[least] ?? status
}

function statusOf(value: number | null, { direction, warn, fail }: Thresholds): Status {
  if (value === null || !Number.isFinite(value)) return 'unknown'
  const reaches = (limit: number | undefined) =>
    limit !== undefined && (direction === 'above' ? value >= limit : value <= limit)
  if (reaches(fail)) return 'fail'
  return reaches(warn) ? 'warn' : 'pass'
}

/** Distance to the critical threshold, 1 = at it, 0 to 2; of a check that only warns, to twice the warning's distance. */
function indexOf(value: number | null, { direction, warn, fail }: Thresholds): number | null {
  const critical = fail ?? warn
  if (value === null || critical === undefined || !Number.isFinite(value)) return null
  const ratio = direction === 'above' ? share(value, critical) : share(critical, value)
  const scaled = fail === undefined ? ratio / 2 : ratio
  return Math.round(Math.min(Math.max(scaled, 0), 2) * 1000) / 1000
}

function share(value: number, of: number): number {
  if (of > 0) return value / of
  return value > 0 ? 2 : 1
}

function briefly(periodSeconds: number, windowSeconds: number): string {
  const seen = Math.round(windowSeconds * 10) / 10
  return `Seen for ${seen} s where the limit asks for ${periodSeconds} s: a warning only.`
}

function bare(check: Check, status: 'unknown' | 'not-applicable', because: string): Judged {
  return {
    check,
    finding: { id: check.id, title: check.title, status, because, evidence: {} },
    culprit: null,
  }
}

const noThresholds: Thresholds = { unit: 'count', direction: 'above' }

/** The limits of `check` with `changes`. */
export function thresholdsOf(check: Check, changes: ThresholdChanges): Thresholds {
  const own = check.thresholds ?? noThresholds
  const change = Object.hasOwn(changes, check.id) ? changes[check.id] : undefined
  if (change === undefined) return own
  const { warn = own.warn, fail = own.fail } = change
  const warnClear = change.clear ?? stillClear(own.warnClear, warn, own)
  const failClear = stillClear(own.failClear, fail, own)
  return {
    unit: own.unit,
    direction: own.direction,
    ...(warn === undefined ? {} : { warn }),
    ...(fail === undefined ? {} : { fail }),
    ...(warnClear === undefined ? {} : { warnClear }),
    ...(failClear === undefined ? {} : { failClear }),
  }
}

/** `clear` where it lies on the healthy side of a `limit` that may have been moved; nothing would end at another. */
function stillClear(
  clear: number | undefined,
  limit: number | undefined,
  { direction }: Thresholds,
): number | undefined {
  if (clear === undefined || limit === undefined) return clear
  return (direction === 'above' ? clear <= limit : clear >= limit) ? clear : undefined
}

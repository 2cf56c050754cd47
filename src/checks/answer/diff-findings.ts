import type { Finding, Status } from '../../core/index.ts'
import type { Thresholds } from '../define-check.ts'
import { isBad } from './findings.ts'

/** What became of a finding: `not-yet-clear` is below its limit, but not below the value that ends it. */
export type Change = 'new' | 'worse' | 'unknown' | 'same' | 'not-yet-clear' | 'better' | 'gone'

/** A finding that warns or fails in at least one of two results. */
export interface FindingChange {
  change: Change
  id: string
  instance: string | null
  title: string
  /** Null where it was not there. */
  was: Status | null
  now: Status | null
  because: string
}

export type ThresholdsById = Readonly<Record<string, Thresholds | undefined>>

/**
 * Every finding that warns or fails in `before` or `after`, matched by id and instance, with what became of it. Where
 * `after` is not `whole`, what it lacks is unknown and not gone.
 */
export function changedFindings(
  before: readonly Finding[],
  after: readonly Finding[],
  { thresholds, whole }: { thresholds: ThresholdsById; whole: boolean },
): FindingChange[] {
  const old = new Map(before.map((finding) => [keyOf(finding), finding]))
  const now = new Map(after.map((finding) => [keyOf(finding), finding]))
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((key): FindingChange[] => {
    const was = old.get(key)
    const is = now.get(key) ?? (was === undefined ? undefined : unknownInstead(was, after))
    const told = was ?? is
    if (told === undefined || ![was, is].some((one) => one !== undefined && isBad(one))) return []
    const change = is === undefined && !whole ? 'unknown' : changeOf(was, is, thresholds[told.id])
    return [
      {
        change,
        id: told.id,
        instance: told.instance ?? null,
        title: told.title,
        was: was?.status ?? null,
        now: is?.status ?? null,
        because: is?.because ?? (whole ? 'It is not there any more.' : 'The new result does not tell.'),
      },
    ]
  })
}

function keyOf({ id, instance }: Finding): string {
  return JSON.stringify([id, instance ?? null])
}

/** A check without its facts, or a host without an answer, leaves all its instances unknown. */
function unknownInstead(was: Finding, after: readonly Finding[]): Finding | undefined {
  return after.find(
    ({ id, instance, status }) =>
      status === 'unknown' &&
      (id === was.id || id === 'hosts.unreachable') &&
      (instance === undefined ||
        was.instance === instance ||
        was.instance?.startsWith(`${instance}:`) === true),
  )
}

function changeOf(
  was: Finding | undefined,
  is: Finding | undefined,
  thresholds: Thresholds | undefined,
): Change {
  const before = was === undefined ? 0 : badness(was)
  if (is?.status === 'unknown') return 'unknown'
  const now = is === undefined ? 0 : badness(is)
  if (now > before) return before === 0 ? 'new' : 'worse'
  if (now === before) return 'same'
  if (is !== undefined && isNotYetClear(is, before, thresholds)) return 'not-yet-clear'
  return now === 0 ? 'gone' : 'better'
}

function badness({ status }: Finding): number {
  return status === 'fail' ? 2 : status === 'warn' ? 1 : 0
}

/** Whether the value still lies between the limit and what ends it. */
function isNotYetClear(finding: Finding, before: number, thresholds: Thresholds | undefined): boolean {
  // What was accepted or is information for another reason is not in between.
  if (thresholds === undefined || finding.index === undefined || finding.status === 'info') return false
  const clear = before === 2 && finding.status === 'warn' ? thresholds.failClear : thresholds.warnClear
  const value = measuredValue(finding.index, thresholds)
  if (clear === undefined || value === null) return false
  return thresholds.direction === 'above' ? value > clear : value < clear
}

/** The measured value that an index stands for. */
function measuredValue(index: number, { direction, warn, fail }: Thresholds): number | null {
  const critical = fail ?? warn
  if (critical === undefined) return null
  const ratio = fail === undefined ? index * 2 : index
  if (direction === 'above') return ratio * critical
  return ratio > 0 ? critical / ratio : Number.POSITIVE_INFINITY
}

import { type CgroupFacts, type Fact, quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import type { Reading } from '../define-check.ts'
import { growth } from '../growth.ts'
import { percent } from '../words.ts'
import { unitOf } from './unit-of.ts'

const shown = 3

/**
 * The cgroups nearest to their limit of processes: those from `warn` on or that refused one in the window, at most three,
 * else the fullest alone. A refusal is a failure at once.
 */
export function fullestGroups(
  facts: readonly [all: Fact<CgroupFacts[]>, own: Fact<CgroupFacts>, ancestors: Fact<CgroupFacts[]>],
  warn: number,
): Reading[] {
  const before = new Map(groupsOf(facts, 'first').map((group) => [group.path, group]))
  const unique = new Map(groupsOf(facts, 'last').map((group) => [group.path, group]))
  const readings = [...unique.values()]
    .flatMap((group) => readingOf(group, before.get(group.path)))
    .toSorted((a, b) => urgency(b) - urgency(a))
  const full = readings.filter((reading) => urgency(reading) >= warn)
  return full.length > 0 ? full.slice(0, shown) : readings.slice(0, 1)
}

function groupsOf(
  [all, own, ancestors]: Parameters<typeof fullestGroups>[0],
  sample: 'first' | 'last',
): CgroupFacts[] {
  return [
    ...(all.known ? (all[sample] ?? []) : []),
    ...(ancestors.known ? (ancestors[sample] ?? []) : []),
    ...(own.known && own[sample] !== null ? [own[sample]] : []),
  ]
}

function readingOf({ path, pids }: CgroupFacts, before: CgroupFacts | undefined): Reading[] {
  if (pids === null || pids.maximum === null || pids.maximum <= 0) return []
  const { current, maximum, refused } = pids
  const share = current / maximum
  const since = growth(before?.pids?.refused, refused) ?? 0
  return [
    {
      instance: path,
      value: share,
      because: `${path} has ${formatQuantity(current)} of ${formatQuantity(maximum)} processes and threads (${percent(share)}).${since > 0 ? ` It was refused ${formatQuantity(since)} more.` : ''}`,
      evidence: {
        current: quantity(current, 'count'),
        limit: quantity(maximum, 'count'),
        ...(refused === null ? {} : { 'refused since it began': quantity(refused, 'count') }),
      },
      ...(since > 0 ? { status: 'fail' } : {}),
      culprit: path,
      names: { tasksLimit: String(maximum), tasks: String(maximum * 2), ...unitOf(path) },
    },
  ]
}

function urgency({ value, status }: Reading): number {
  return status === 'fail' ? 2 + (value ?? 0) : (value ?? 0)
}

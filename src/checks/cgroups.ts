import type { CgroupFacts, Fact, SystemFacts } from '../core/index.ts'
import { growth } from './growth.ts'

/** One cgroup as it is now and as it was when the window began; null where it was not there yet. */
export interface SeenCgroup {
  now: CgroupFacts
  before: CgroupFacts | null
  /** Its path, or `this container`. */
  name: string
}

/** What the own cgroup is called by those who are inside it. */
export const thisContainer = 'this container'

/** Every cgroup that can be seen, in both samples; the own one is `this container` where we are inside one. */
export function seenCgroups({
  cgroups,
  ownCgroup,
  system,
}: {
  cgroups: { last: CgroupFacts[]; first: CgroupFacts[] | null }
  ownCgroup: Fact<CgroupFacts>
  system: Fact<SystemFacts>
}): SeenCgroup[] {
  const earlier = new Map((cgroups.first ?? []).map((group) => [group.path, group]))
  const own = ownCgroup.known && isInside(system) ? ownCgroup.last.path : null
  return cgroups.last.map((now) => ({
    now,
    before: earlier.get(now.path) ?? null,
    name: now.path === own ? thisContainer : now.path,
  }))
}

/** Whether we run inside a container. */
export function isInside(system: Fact<SystemFacts>): boolean {
  return system.known && system.last.container.inside
}

/** Whether `path` is `group` or lies below it. */
export function isWithin(path: string, group: string): boolean {
  return path === group || path.startsWith(group === '/' ? '/' : `${group}/`)
}

/** What the cgroups above `path`, and itself, have as `limit`: the least; null where none has any. */
export function tightest(
  groups: readonly SeenCgroup[],
  path: string,
  limit: (group: CgroupFacts) => number | null,
): { value: number; group: SeenCgroup } | null {
  let least: { value: number; group: SeenCgroup } | null = null
  for (const group of groups) {
    const value = isWithin(path, group.now.path) ? limit(group.now) : null
    if (value !== null && (least === null || value < least.value)) least = { value, group }
  }
  return least
}

/**
 * How much `counter` of `group` grew without what the groups right below it count: v2 counts events of a group in all
 * above it as well. Null where it is not known.
 */
export function growthWithoutChildren(
  groups: readonly SeenCgroup[],
  { now, before }: SeenCgroup,
  counter: (group: CgroupFacts) => number | null,
): number | null {
  const grown = before === null ? null : growth(counter(before), counter(now))
  if (grown === null || now.version === 1) return grown
  const below = groups.filter((group) => parentOf(group.now.path) === now.path)
  const theirs = below.map((child) => growth(child.before && counter(child.before), counter(child.now)) ?? 0)
  return Math.max(0, grown - theirs.reduce((sum, one) => sum + one, 0))
}

function parentOf(path: string): string | null {
  return path === '/' ? null : path.slice(0, path.lastIndexOf('/')) || '/'
}

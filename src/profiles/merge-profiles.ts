import type { ProfilePart } from './profile-part.ts'

/** `over` on top of `base`: maps merge deeply, everything else is replaced, and tiers stand smallest first. */
export function mergeProfiles(base: ProfilePart, over: ProfilePart): ProfilePart {
  return sortTiers(merged(base, over))
}

/** The same profile with its tiers by cores, smallest first; those with equal cores stay as they are. */
export function sortTiers(profile: ProfilePart): ProfilePart {
  if (profile.tiers === undefined) return profile
  const tiers = Object.entries(profile.tiers)
  const cores = ({ cpuCores = Number.POSITIVE_INFINITY }: { cpuCores?: number }): number => cpuCores
  // Infinity minus Infinity is no order, so compare.
  const sorted = tiers.toSorted(([, a], [, b]) => (cores(a) < cores(b) ? -1 : Number(cores(a) > cores(b))))
  return { ...profile, tiers: Object.fromEntries(sorted) }
}

function merged<T extends object>(base: T, over: T): T {
  const result = new Map<string, unknown>(Object.entries(base))
  for (const [key, value] of Object.entries(over)) {
    const below = result.get(key)
    result.set(key, isMap(below) && isMap(value) ? merged(below, value) : value)
  }
  return Object.fromEntries(result) as T
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

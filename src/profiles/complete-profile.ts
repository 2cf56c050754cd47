import { alertFaults } from '../alerting/index.ts'
import { type Profile, suggestion } from '../core/index.ts'
import type { ProfilePart } from './profile-part.ts'
import { scenarioShortcomings } from './scenario-shortcomings.ts'

/** What a profile as a whole lacks or contradicts; `path` is the value at fault. */
export interface Shortcoming {
  path: string[]
  problem: string
  hint: string
}

export type Completed = { ok: true; profile: Profile } | { ok: false; shortcomings: Shortcoming[] }

interface WholeSection {
  path: readonly string[]
  keys: readonly string[]
  hint: string
}

const guideHint = "Write them here, or extend recommended, which has the guide's own."
const wholeSections: readonly WholeSection[] = [
  {
    path: ['sizing', 'guide'],
    keys: ['base', 'scansPerHour', 'concurrentUsers', 'dataRetentionDays', 'networkIntensive'],
    hint: guideHint,
  },
  {
    path: ['sizing', 'guide', 'base'],
    keys: ['cpuCores', 'memoryGb', 'storageGb', 'networkMbps'],
    hint: guideHint,
  },
  {
    path: ['prices'],
    keys: ['currency', 'period'],
    hint: 'Write for example currency: EUR and period: month.',
  },
  {
    path: ['deployment'],
    keys: ['name', 'image'],
    hint: 'Write for example name: web and image: registry/web:1.0.',
  },
  {
    path: ['hostReference'],
    keys: ['figures'],
    hint: 'Record them on a good box: lewis-perf bench --suite host --write-reference FILE.yaml.',
  },
]
const tierKeys = ['cpuCores', 'memoryBytes', 'storageBytes', 'networkBitsPerSecond']
const writtenAs: Readonly<Record<string, string>> = {
  memoryBytes: 'memory',
  storageBytes: 'storage',
  networkBitsPerSecond: 'network',
}

/** A merged profile as a whole one, or everything that keeps it from being one. */
export function completeProfile(part: ProfilePart): Completed {
  const shortcomings = [
    ...missingKeys(part),
    ...scenarioShortcomings(part),
    ...tierShortcomings(part),
    ...rolloutShortcomings(part),
    ...alertFaults(part.alerts ?? {}),
  ]
  if (isWhole(part, shortcomings)) return { ok: true, profile: part }
  return { ok: false, shortcomings }
}

function isWhole(part: ProfilePart, shortcomings: readonly Shortcoming[]): part is Profile {
  return shortcomings.length === 0 && part.name !== undefined && part.source !== undefined
}

function missingKeys(part: ProfilePart): Shortcoming[] {
  const tiers = Object.keys(part.tiers ?? {}).map((name) => ({
    path: ['tiers', name],
    keys: tierKeys,
    hint: 'A tier needs cpuCores, memory, storage and network.',
  }))
  const skips = (part.skip ?? []).map((_, index) => ({
    path: ['skip', String(index)],
    keys: ['id', 'reason', 'until'],
    hint: 'Say which check, why, and until which day: id, reason, until.',
  }))
  const figures = Object.keys(part.hostReference?.figures ?? {}).map((name) => ({
    path: ['hostReference', 'figures', name],
    keys: ['median'],
    hint: 'Write what is expected, with its unit: median: 450MB/s.',
  }))
  return [...tiers, ...wholeSections, ...skips, ...figures].flatMap(({ path, keys, hint }) => {
    const section = valueAt(part, path)
    const missing = section === undefined ? [] : keys.filter((key) => valueAt(section, [key]) === undefined)
    if (missing.length === 0) return []
    return [
      { path: [...path], problem: `lacks ${joined(missing.map((key) => writtenAs[key] ?? key))}`, hint },
    ]
  })
}

function tierShortcomings({ sizing, tiers = {} }: ProfilePart): Shortcoming[] {
  const tier = sizing?.tier
  const names = Object.keys(tiers)
  if (tier === undefined || names.includes(tier)) return []
  const otherwise =
    names.length === 0 ? 'Add a tiers section, or extend recommended.' : `Choose one of: ${names.join(', ')}.`
  return [
    {
      path: ['sizing', 'tier'],
      problem: 'names a tier that the profile lacks',
      hint: suggestion(tier, names, otherwise),
    },
  ]
}

function rolloutShortcomings({ deployment }: ProfilePart): Shortcoming[] {
  if (deployment?.maxSurge !== 0 || deployment.maxUnavailable !== 0) return []
  const problem = 'is 0 together with maxSurge, so that no roll-out could begin'
  return [{ path: ['deployment', 'maxUnavailable'], problem, hint: 'Let one of the two be at least 1.' }]
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  let at = value
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return undefined
    at = new Map<string, unknown>(Object.entries(at)).get(key)
  }
  return at
}

function joined(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

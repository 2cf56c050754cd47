import type { MissingReason } from './gathered.ts'
import { isObject } from './json-object.ts'
import { type Parsed, rejected, understood } from './parsed.ts'

/** What a probe found at one path: its text, where it links to, how many entries it has, or why there is nothing. */
export type FactFile = string | { link: string } | { entries: number } | { missing: MissingReason }

/** What a command printed, or why there is nothing. */
export type FactCommand = string | { missing: MissingReason }

/** Raw facts of one machine, kept as text so that better parsers can read old snapshots. */
export interface Snapshot {
  schema: 'lewis-perf/facts/1'
  host: string
  samples: { atMs: number; files: Record<string, FactFile>; commands: Record<string, FactCommand> }[]
}

const reasons = new Set<unknown>(['absent', 'denied', 'unreadable', 'timeout'])
const hint = 'Give a file that lewis-perf wrote with --save-facts.'

/** A snapshot from its (unzipped) JSON text. */
export function parseSnapshot(text: string): Parsed<Snapshot> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return rejected('is not JSON', hint)
  }
  if (!isObject(value)) return rejected('is not a snapshot', hint)
  if (value.schema !== 'lewis-perf/facts/1') {
    return rejected(
      `has schema ${JSON.stringify(value.schema ?? null)} where lewis-perf/facts/1 is needed`,
      hint,
    )
  }
  if (typeof value.host !== 'string' || !Array.isArray(value.samples))
    return rejected('lacks its host or samples', hint)
  const damaged = value.samples.findIndex((sample) => !isSample(sample))
  if (damaged >= 0) return rejected(`has a damaged sample ${damaged + 1}`, hint)
  return understood(value as unknown as Snapshot)
}

function isSample(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.atMs === 'number' &&
    isObject(value.files) &&
    Object.values(value.files).every(isFactFile) &&
    isObject(value.commands) &&
    Object.values(value.commands).every((output) => typeof output === 'string' || isMissing(output))
  )
}

function isFactFile(value: unknown): boolean {
  if (typeof value === 'string' || isMissing(value)) return true
  return isObject(value) && (typeof value.link === 'string' || typeof value.entries === 'number')
}

function isMissing(value: unknown): boolean {
  return isObject(value) && reasons.has(value.missing)
}

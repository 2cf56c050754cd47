import { jsonAmount, jsonObject } from '../facts/index.ts'

/** One look from inside a Node process, in milliseconds of its own clock; null is what its version does not tell. */
export interface RuntimeLook {
  /** When the look began and when it was done: between them the process worked for us. */
  atMs: number
  untilMs: number
  /** CPU time of the process at both. */
  cpuBeforeUs: number | null
  cpuAfterUs: number | null
  /** Active resources by kind. */
  resources: Record<string, number> | null
  heap: { usedBytes: number; totalBytes: number; limitBytes: number } | null
  /** Idle and active time of the event loop since it began; both 0 in one that did not begin yet. */
  loop: { idleMs: number; activeMs: number } | null
  /** The times between the ticks of the histogram of delays, since the first look. */
  ticks: LoopTicks | null
  /** The collections that stopped the process since the look before. */
  collected: { count: number; ms: number } | null
}

export interface LoopTicks {
  count: number
  sumMs: number
  medianMs: number
  p99Ms: number
  maxMs: number
}

/** What the script in the process answered as a look; null where it is none. */
export function parseLook(value: unknown): RuntimeLook | null {
  const look = jsonObject(value) ?? {}
  const atMs = jsonAmount(look['atMs'])
  const untilMs = jsonAmount(look['untilMs'])
  if (atMs === null || untilMs === null) return null
  return {
    atMs,
    untilMs,
    cpuBeforeUs: jsonAmount(look['cpuBeforeUs']),
    cpuAfterUs: jsonAmount(look['cpuAfterUs']),
    resources: counts(look['resources']),
    heap: amounts(look['heap'], ['usedBytes', 'totalBytes', 'limitBytes']),
    loop: amounts(look['loop'], ['idleMs', 'activeMs']),
    ticks: amounts(look['ticks'], ['count', 'sumMs', 'medianMs', 'p99Ms', 'maxMs']),
    collected: amounts(look['collected'], ['count', 'ms']),
  }
}

/** The amounts of that name in `value`; null where one is missing. */
function amounts<K extends string>(value: unknown, names: readonly K[]): Record<K, number> | null {
  const object = jsonObject(value)
  if (object === null) return null
  const found = names.map((name) => [name, jsonAmount(object[name])] as const)
  return found.some(([, amount]) => amount === null) ? null : (Object.fromEntries(found) as Record<K, number>)
}

function counts(value: unknown): Record<string, number> | null {
  const object = jsonObject(value)
  if (object === null) return null
  return Object.fromEntries(
    Object.entries(object).flatMap(([kind, count]) => {
      const amount = jsonAmount(count)
      return amount === null ? [] : [[kind, amount]]
    }),
  )
}

import { addHistogram, decodeHdr, encodeHdr, hdrHistogram } from '../metrics/index.ts'
import type { RequestSecond } from './run.ts'

/** What several generators tell of the same second, added up by request name; nothing where none of them tells names apart. */
export function mergeRequestSeconds(parts: readonly { requests?: Record<string, RequestSecond> }[]): {
  requests?: Record<string, RequestSecond>
} {
  const told = parts.flatMap(({ requests }) => (requests === undefined ? [] : [requests]))
  const [first] = told
  if (first === undefined) return {}
  if (told.length === 1) return { requests: first }
  const names = new Set(told.flatMap((requests) => Object.keys(requests)))
  return {
    requests: Object.fromEntries(
      [...names].map((name) => [name, added(told.flatMap((requests) => requests[name] ?? []))]),
    ),
  }
}

function added(seconds: readonly RequestSecond[]): RequestSecond {
  const latency = hdrHistogram()
  for (const second of seconds) addHistogram(latency, decodeHdr(second.latency))
  const sum = (of: (second: RequestSecond) => number): number =>
    seconds.reduce((total, second) => total + of(second), 0)
  return {
    answered: sum(({ answered }) => answered),
    ok: sum(({ ok }) => ok),
    failed: sum(({ failed }) => failed),
    latency: encodeHdr(latency),
  }
}

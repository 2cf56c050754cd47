/** Counts requests by client in windows that begin with the first of each. */
export interface RateLimit {
  /** Seconds to wait before the next may be sent; null where this one is allowed. */
  take(client: string, nowMs: number): number | null
}

/** So many clients are looked through for those whose window is over. */
const manyClients = 10_000

/** Allows so many requests in so many seconds; without a limit, all. */
export function newRateLimit(limit: { requests: number; seconds: number } | null): RateLimit {
  if (limit === null) return { take: () => null }
  const windows = new Map<string, { count: number; endMs: number }>()
  return {
    take(client, nowMs) {
      const known = windows.get(client)
      if (known === undefined || known.endMs <= nowMs) {
        if (windows.size >= manyClients) forget(nowMs)
        windows.set(client, { count: 1, endMs: nowMs + limit.seconds * 1000 })
        return null
      }
      known.count++
      return known.count <= limit.requests ? null : Math.max(1, Math.ceil((known.endMs - nowMs) / 1000))
    },
  }

  function forget(nowMs: number): void {
    for (const [client, { endMs }] of windows) if (endMs <= nowMs) windows.delete(client)
  }
}

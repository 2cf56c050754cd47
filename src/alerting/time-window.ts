/** Amounts of the last while, in a fixed number of slots: the oldest are forgotten a sixtieth of the window at a time. */
export interface TimeWindow {
  /** `elapsedMs` never falls from call to call. */
  add(elapsedMs: number, amount: number): void
  sum(elapsedMs: number): number
  /** The mean of the amounts; 0 where there are none. */
  mean(elapsedMs: number): number
  /** Whether the first amount is as old as the window is long. */
  isCovered(elapsedMs: number): boolean
}

const slots = 60

/** An empty window of so many seconds. */
export function timeWindow(seconds: number): TimeWindow {
  const slotMs = (seconds * 1000) / slots
  const sums = new Float64Array(slots)
  const counts = new Float64Array(slots)
  const owners = new Float64Array(slots).fill(Number.NEGATIVE_INFINITY)
  let firstMs: number | null = null

  function total(of: Float64Array, elapsedMs: number): number {
    const newest = Math.floor(elapsedMs / slotMs)
    let sum = 0
    for (let slot = 0; slot < slots; slot++) if ((owners[slot] ?? 0) > newest - slots) sum += of[slot] ?? 0
    return sum
  }

  return {
    add(elapsedMs, amount) {
      firstMs ??= elapsedMs
      const owner = Math.floor(elapsedMs / slotMs)
      const slot = owner % slots
      if (owners[slot] !== owner) {
        owners[slot] = owner
        sums[slot] = 0
        counts[slot] = 0
      }
      sums[slot] = (sums[slot] ?? 0) + amount
      counts[slot] = (counts[slot] ?? 0) + 1
    },
    sum: (elapsedMs) => total(sums, elapsedMs),
    mean: (elapsedMs) => total(sums, elapsedMs) / Math.max(1, total(counts, elapsedMs)),
    isCovered: (elapsedMs) => firstMs !== null && elapsedMs - firstMs >= seconds * 1000,
  }
}

/** The growth of a few counters over the last hour, or since it began where that is less. */
export interface HourlyGrowth {
  /** Adds what they count at a moment; null where one is not told. */
  add(atSeconds: number, counts: readonly (number | null)[]): void
  /** Null before a minute has passed: of less nobody can tell an hour. */
  grown(): { seconds: number; by: readonly number[] } | null
}

const hourSeconds = 3600
const shortestSeconds = 60
/** As fine as the beginning of the hour is known. */
const stepSeconds = 10

/** Starts with nothing. What a counter lost when it began anew is not made up for. */
export function hourlyGrowth(): HourlyGrowth {
  let last: readonly (number | null)[] = []
  let sums: number[] = []
  const moments: { atSeconds: number; sums: readonly number[] }[] = []
  let now: { atSeconds: number; sums: readonly number[] } | null = null
  return {
    add(atSeconds, counts) {
      sums = counts.map((count, index) => {
        const before = last[index] ?? null
        return (sums[index] ?? 0) + (count === null || before === null ? 0 : Math.max(0, count - before))
      })
      last = counts.map((count, index) => count ?? last[index] ?? null)
      now = { atSeconds, sums }
      if (atSeconds - (moments.at(-1)?.atSeconds ?? Number.NEGATIVE_INFINITY) >= stepSeconds)
        moments.push(now)
      while (moments.length > 1 && atSeconds - (moments[1]?.atSeconds ?? atSeconds) >= hourSeconds)
        moments.shift()
    },
    grown() {
      const [first] = moments
      if (now === null || first === undefined) return null
      const seconds = now.atSeconds - first.atSeconds
      if (seconds < shortestSeconds) return null
      const until = now.sums
      return { seconds, by: until.map((sum, index) => sum - (first.sums[index] ?? 0)) }
    },
  }
}

/** The value at rank ceil(q x n) of `values`; NaN for none. */
export function rankedQuantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(q * sorted.length - 1e-9) - 1)] ?? Number.NaN
}

/** A server that answers after `delay` and stands still once for `stall` of `total`. */
export interface Stall {
  delay: number
  stall: number
  total: number
}

/**
 * The latency that a share q of clients who come evenly do not exceed, where stall > delay: whoever comes while the server stands still waits
 * for the rest of it and the delay; who came up to `delay` before and was to be answered meanwhile waits to its end. So of a total,
 * stall + 2 delay - x last longer than x from the delay to the stall, and 2 (stall + delay - x) above. All in one unit of time.
 */
export function stalledQuantile({ delay, stall, total }: Stall, q: number): number {
  const longer = (1 - q) * total
  if (longer <= 2 * delay) return stall + delay - longer / 2
  return longer <= stall + delay ? stall + 2 * delay - longer : delay
}

/** The sojourn that a share q of the customers of an M/M/1 queue do not exceed: exponential with the rate mu - lambda. */
export function queueQuantile(lambda: number, mu: number, q: number): number {
  return -Math.log(1 - q) / (mu - lambda)
}

/** How long each of the requests takes from its due time, that come every `interval` to one connection with these services. */
export function latenciesOnOneConnection(services: readonly number[], interval: number): number[] {
  let free = 0
  return services.map((service, index) => {
    const due = index * interval
    free = Math.max(due, free) + service
    return free - due
  })
}

/** How many of the moments lie in each bin of `width` from `from` on. */
export function binned(moments: readonly number[], from: number, width: number, bins: number): number[] {
  const counts = Array.from({ length: bins }, () => 0)
  for (const moment of moments) {
    const bin = Math.floor((moment - from) / width)
    if (bin >= 0 && bin < bins) counts[bin] = (counts[bin] ?? 0) + 1
  }
  return counts
}

/** Standard deviation over mean of the gaps between moments: 0 for even ones, about 1 for a Poisson process. */
export function gapVariation(moments: readonly number[]): number {
  const gaps = moments.slice(1).map((moment, index) => moment - (moments[index] ?? 0))
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
  const squares = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length
  return Math.sqrt(squares) / mean
}

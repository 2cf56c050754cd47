/** The time between two barriers, in milliseconds of one clock. */
export interface Window {
  fromMs: number
  toMs: number
}

/**
 * The share of an operation that lies within `window`: 1 inside, a fraction across a barrier, 0 outside. Summed over all operations it
 * is what was done between the barriers: the operations in flight at both ends are neither all counted nor all lost, which would
 * shift the throughput by as many as there are over the length of the window.
 */
export function shareWithin({ fromMs, toMs }: Window, startedMs: number, endedMs: number): number {
  if (endedMs <= fromMs || startedMs >= toMs) return 0
  if (startedMs >= fromMs && endedMs <= toMs) return 1
  return (Math.min(endedMs, toMs) - Math.max(startedMs, fromMs)) / (endedMs - startedMs)
}

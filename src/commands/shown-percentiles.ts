/** The percentiles that a distribution is told by. */
export const shownPercentiles = [0.5, 0.9, 0.95, 0.99, 0.999] as const

/** `p99.9` */
export function percentileName(p: number): string {
  return `p${Number((p * 100).toPrecision(6))}`
}

/** A figure of each, by its name. */
export function byPercentile<T>(of: (p: number) => T): Record<string, T> {
  return Object.fromEntries(shownPercentiles.map((p) => [percentileName(p), of(p)]))
}

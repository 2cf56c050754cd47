/** Base units: everything inside the toolkit is seconds, bytes, per-second, ratio 0-1, cores; money carries its currency and period. */
export type Unit =
  | 'seconds'
  | 'bytes'
  | 'bytes-per-second'
  | 'bits-per-second'
  | 'per-second'
  | 'ratio'
  | 'cores'
  | 'count'
  | 'days'
  | `money:${string}`

/** A number with its unit and, where it was estimated, its interval (`low`..`high` at `confidence`, 0-1). */
export interface Quantity {
  value: number
  unit: Unit
  low?: number
  high?: number
  confidence?: number
  /** The true value is this or more. */
  atLeast?: true
}

/** `value` in `unit`, without an interval. */
export function quantity(value: number, unit: Unit): Quantity {
  return { value, unit }
}

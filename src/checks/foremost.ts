import type { ProcessFacts } from '../core/index.ts'

/** One process and what was measured of it. */
export interface Measured {
  process: ProcessFacts
  value: number
}

/** The `count` processes of which `measure` is greatest, the greatest first; those that measure null or 0 are left out. */
export function foremost(
  processes: readonly ProcessFacts[],
  count: number,
  measure: (process: ProcessFacts) => number | null,
): Measured[] {
  return processes
    .flatMap((process): Measured[] => {
      const value = measure(process)
      return value !== null && value > 0 ? [{ process, value }] : []
    })
    .toSorted((a, b) => b.value - a.value)
    .slice(0, count)
}

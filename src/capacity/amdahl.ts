import { assertCount, assertShare } from './assert-station.ts'

/** How much faster, how well each processor is used, and what no number of them exceeds (null where nothing is serial). */
export interface Speedup {
  speedup: number
  efficiency: number
  limit: number | null
}

/**
 * The speedup of work of which the share `serial` (0 to 1) cannot be divided, on so many processors. Throws OperatorError on other input.
 * Amdahl 1967: 1 / (s + (1 - s) / N), at most 1 / s.
 */
export function amdahl({ serial, processors }: { serial: number; processors: number }): Speedup {
  assertShare(serial, 'The serial share', 'both')
  assertCount(processors, 'The number of processors')
  const speedup = 1 / (serial + (1 - serial) / processors)
  return { speedup, efficiency: speedup / processors, limit: serial === 0 ? null : 1 / serial }
}

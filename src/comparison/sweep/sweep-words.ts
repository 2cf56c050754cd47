import { type Quantity, quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import type { SweepKind, SweepPoint } from './sweep.ts'

/** What a level counts: `4 at once on one event loop`, `4 worker threads`. */
export const placeOf: Readonly<Record<SweepKind, string>> = {
  'event-loop': 'on one event loop',
  threads: 'worker threads',
  processes: 'worker processes',
}

/** `4 at once`, `1 worker thread`, `2 worker processes`. */
export function levelInWords(kind: SweepKind, level: number): string {
  const count = formatQuantity(level)
  if (kind === 'event-loop') return `${count} at once`
  const [one, many] = kind === 'threads' ? ['thread', 'threads'] : ['process', 'processes']
  return `${count} worker ${level === 1 ? one : many}`
}

/** Throughput with the interval of its median; without one where there was but one round. */
export function throughputOf(point: SweepPoint): Quantity {
  const { throughput, throughputLow, throughputHigh, rounds } = point
  const value = quantity(throughput, 'per-second')
  return rounds < 2 ? value : { ...value, low: throughputLow, high: throughputHigh }
}

/** Speed-up with its interval, likewise. */
export function speedupOf({ speedup, speedupLow, speedupHigh, rounds }: SweepPoint): Quantity {
  const value = quantity(speedup, 'count')
  return rounds < 2 ? value : { ...value, low: speedupLow, high: speedupHigh }
}

import { hashedFraction, type ThinkSpan } from '../../core/index.ts'
import type { Variable } from './scenario.ts'

/** Streams of one seed: variables have those from here on, pauses those below. */
const variableStream = 1000
const pauseStream = 500

/** The row that user or turn `number` has; null where every row has been given away. */
export function rowOf(
  { rows, order }: Variable,
  { place, number, seed }: { place: number; number: number; seed: number },
): Readonly<Record<string, string>> | null {
  switch (order) {
    case 'sequential':
      return rows[number % rows.length] ?? null
    case 'random':
      return rows[Math.floor(hashedFraction(seed, number, variableStream + place) * rows.length)] ?? null
    case 'unique':
      return rows[number] ?? null
  }
}

/** The pause after step `place` of turn `number`, in seconds. */
export function pauseOf(
  span: ThinkSpan | null,
  { place, number, seed }: { place: number; number: number; seed: number },
): number {
  if (span === null) return 0
  const { fromSeconds, toSeconds } = span
  return fromSeconds + (toSeconds - fromSeconds) * hashedFraction(seed, number, pauseStream + place)
}

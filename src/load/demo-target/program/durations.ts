import type { Random } from '../../../core/index.ts'
import type { Spread } from '../../../traffic/index.ts'

const sigma = 0.5

/** Draws times around `mean`, in its own unit. */
export function drawnTimes(mean: number, spread: Spread, random: Random): () => number {
  if (spread === 'constant') return () => mean
  if (spread === 'exponential') return () => -Math.log(1 - random.next()) * mean
  const scale = mean * Math.exp(-(sigma ** 2) / 2)
  return () => scale * Math.exp(sigma * random.normal())
}

import type { Random } from '../../core/index.ts'

/** A function that draws the index of a weight, each as often as its share, with two random numbers however many there are. Walker 1974, Vose 1991. */
export function aliasTable(weights: readonly number[]): (random: Random) => number {
  const count = weights.length
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const shares = Float64Array.from(weights, (weight) => (weight * count) / total)
  const alias = new Int32Array(count)
  const small: number[] = []
  const large: number[] = []
  for (const [index, share] of shares.entries()) (share < 1 ? small : large).push(index)
  while (small.length > 0 && large.length > 0) {
    const [less = 0, more = 0] = [small.pop(), large.pop()]
    alias[less] = more
    shares[more] = (shares[more] ?? 0) - (1 - (shares[less] ?? 0))
    ;((shares[more] ?? 0) < 1 ? small : large).push(more)
  }
  // What is left is 1 but for rounding.
  for (const index of [...small, ...large]) shares[index] = 1
  return (random) => {
    const place = random.below(count)
    return random.next() < (shares[place] ?? 1) ? place : (alias[place] ?? 0)
  }
}

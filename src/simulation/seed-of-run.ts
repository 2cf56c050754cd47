/**
 * The seed of run `index`, from 0 on, of a simulation whose seed is a whole number from 0 to 2^32 - 1: no two such simulations share a run.
 * Between them lie the streams of one run, at most 15, which are 2^32 apart. Exact up to 131,072 runs.
 */
export function seedOfRun(seed: number, index: number): number {
  return seed + index * 2 ** 36
}

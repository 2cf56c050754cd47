/**
 * Runs what is compared in turn, A B C C B A ..., so that a slow moment of the machine hits all of them and none is always the
 * one that comes after another; answers the measured values of each, one a round, without the warm-ups.
 */
export function interleave<K extends string>(
  cases: Readonly<Record<K, () => number>>,
  { rounds, warmUps }: { rounds: number; warmUps: number },
): Record<K, number[]> {
  const names = Object.keys(cases) as K[]
  const measured = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>
  for (let round = -warmUps; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const value = cases[name]()
      if (round >= 0) measured[name].push(value)
    }
  }
  return measured
}

import type { SweepKind } from '../../comparison/index.ts'
import { seededRandom } from '../../core/index.ts'
import type { CaseAddress } from './messages.ts'

/** One measurement to make. */
export interface PlannedRound extends CaseAddress {
  kind: SweepKind
  concurrency: number
  /** From 0. */
  round: number
}

/** The levels of each kind that a sweep visits. */
export interface SweepLevels {
  kind: SweepKind
  levels: readonly number[]
}

/**
 * Every level of every kind and case once a round, in an order of its own for each round that `seed` determines: what changes while
 * the sweep runs, such as a neighbour on the machine, then falls on no level more than on another.
 */
export function planRounds(
  cases: readonly CaseAddress[],
  kinds: readonly SweepLevels[],
  rounds: number,
  seed: number,
): PlannedRound[] {
  const random = seededRandom(seed)
  const points = cases.flatMap(({ file, name }) =>
    kinds.flatMap(({ kind, levels }) => levels.map((concurrency) => ({ file, name, kind, concurrency }))),
  )
  return Array.from({ length: rounds }, (_, round) =>
    shuffled(points, (limit) => random.below(limit)).map((point) => ({ ...point, round })),
  ).flat()
}

/** Fisher and Yates. */
function shuffled<T>(values: readonly T[], below: (limit: number) => number): T[] {
  const rest = [...values]
  return values.flatMap(() => rest.splice(below(rest.length), 1))
}

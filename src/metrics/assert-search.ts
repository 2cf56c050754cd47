import { OperatorError } from '../core/index.ts'
import type { SearchSettings } from './e-divisive.ts'

/** No level is shorter. */
export const leastSegment = 3

/** In how many shuffles a cut may be reached and still have a p of at most `pValue`; below 0 where so few cannot show it. */
export function mostReached(pValue: number, permutations: number): number {
  return Math.floor(pValue * (permutations + 1) * (1 + 1e-12)) - 1
}

/** Throws OperatorError (exit 2) where the settings of a search for change points are out of bounds. */
export function assertSearch(settings: SearchSettings): void {
  const problem = rules.find(({ holds }) => !holds(settings))
  if (problem === undefined) return
  throw new OperatorError({
    sentence: `The search for change points needs ${problem.needs(settings)}.`,
    hint: 'Give another value.',
  })
}

const rules: readonly {
  holds(settings: SearchSettings): boolean
  needs(settings: SearchSettings): string
}[] = [
  {
    holds: ({ pValue }) => pValue > 0 && pValue < 1,
    needs: ({ pValue }) => `a p-value between 0 and 1, got ${pValue}`,
  },
  {
    holds: ({ permutations }) => isWhole(permutations) && permutations <= 10_000_000,
    needs: ({ permutations }) => `a whole number of permutations from 1 to 10 million, got ${permutations}`,
  },
  {
    holds: ({ pValue, permutations }) => mostReached(pValue, permutations) >= 0,
    needs: ({ pValue, permutations }) =>
      `more permutations to show a p-value of ${pValue}: ${permutations} show none below ${1 / (permutations + 1)}`,
  },
  {
    holds: ({ minimumSegment }) => isWhole(minimumSegment),
    needs: ({ minimumSegment }) => `a whole number of points in a segment, got ${minimumSegment}`,
  },
  {
    holds: ({ window, minimumSegment }) => window >= 2 * Math.max(leastSegment, minimumSegment),
    needs: ({ window }) => `a window of at least two segments, got ${window}`,
  },
  {
    holds: ({ magnitude }) => magnitude >= 0 && Number.isFinite(magnitude),
    needs: ({ magnitude }) => `a magnitude of 0 or above, got ${magnitude}`,
  },
  { holds: ({ seed }) => Number.isInteger(seed), needs: ({ seed }) => `a whole number as seed, got ${seed}` },
]

function isWhole(value: number): boolean {
  return Number.isInteger(value) && value > 0
}

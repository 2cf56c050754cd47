import { OperatorError, type Unit } from '../../core/index.ts'

/** What is compared of a run. */
export type LoadFigure = 'p50' | 'p95' | 'p99' | 'errors' | 'rate'

/** What a comparison with an earlier run promises. Ratios: .05 is 5 % worse. */
export interface BaselineRule {
  /** A change up to this is never called worse: two runs of the same build differ by more than one run can know. */
  tolerance: number
  /** A pass rules out a worsening of this or more. */
  detect: number
  /** The same of the share of errors, as a difference of shares: .001 is one request in a thousand. */
  errorTolerance: number
  errorDetect: number
  /** The chance that anything without a change is called worse or better by what a run can know, over all that is compared. */
  alpha: number
}

/**
 * The rule, by default 5 % tolerated and twice that ruled out. Throws OperatorError (exit 2) unless 0 <= tolerance < detect < 1.
 */
export function baselineRule({
  tolerance = 0.05,
  detect = 2 * tolerance,
}: {
  tolerance?: number
  detect?: number
} = {}): BaselineRule {
  if (!(tolerance >= 0 && tolerance < detect && detect < 1))
    throw new OperatorError({
      sentence: `A comparison that tolerates ${tolerance} and rules out ${detect} cannot decide: it needs 0 <= tolerance < detect < 1.`,
      hint: 'Give a --tolerance below --detect, for example 5% and 10%.',
    })
  return { tolerance, detect, errorTolerance: 0.001, errorDetect: 0.01, alpha: 0.003 }
}

/** What the rule says of a figure, in the unit in which the figure is shown. */
export function standsFor(
  figure: LoadFigure,
  { tolerance, detect, errorTolerance, errorDetect }: BaselineRule,
): { tolerated: number; excluded: number; unit: Unit } {
  if (figure === 'errors') return { tolerated: errorTolerance, excluded: errorDetect, unit: 'ratio' }
  return { tolerated: tolerance, excluded: detect, unit: figure === 'rate' ? 'per-second' : 'seconds' }
}

import { OperatorError, type SloTerm } from '../../core/index.ts'
import { hasBrokenWindow, type TimelinePoint } from '../../traffic/index.ts'
import type { LoadtestInput } from './options.ts'

/** Why a run had better stop for a limit that is broken: asked each second, null while none is or nothing was said of stopping. */
export type AbortRule = (points: readonly TimelinePoint[]) => string | null

/** Throws OperatorError (exit 2) where there is no limit that is judged while the run goes on. */
export function abortRule({ abortOnFail, abortAfter }: LoadtestInput, terms: readonly SloTerm[]): AbortRule {
  if (abortOnFail !== true) {
    if (abortAfter === undefined) return () => null
    throw new OperatorError({
      sentence: '--abort-after says when --abort-on-fail begins, and that is not given.',
      hint: 'Add --abort-on-fail, or leave it out.',
    })
  }
  if (!terms.some(({ overSeconds }) => overSeconds !== null))
    throw new OperatorError({
      sentence: '--abort-on-fail needs a limit that is judged while the run goes on.',
      hint: "Give one a window: --slo 'p99<200ms over 10s'.",
    })
  // A second may be told a moment before it is full.
  const fromSeconds = (abortAfter ?? 0) - 0.1
  return (points) => ((points.at(-1)?.atSeconds ?? 0) < fromSeconds ? null : hasBrokenWindow(terms, points))
}

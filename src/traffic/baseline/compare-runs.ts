import type { LoadRun } from '../run.ts'
import type { BaselineRule } from './baseline-rule.ts'
import { compareStretches, type LoadComparison } from './compare-stretches.ts'
import { fewestSeconds, secondsOf, stretchesIn, stretchesOf } from './stretches.ts'

/** Both runs second by second, request name by request name. Nothing where one of them is too short: `isLongEnough` tells. */
export function compareRuns(
  before: LoadRun,
  after: LoadRun,
  rule: BaselineRule,
  isDisturbed: boolean,
): LoadComparison[] {
  const names = commonNames(before, after)
  const requests = (names.length > 1 ? names : [null]).flatMap((request) => {
    const [then, now] = [secondsOf(before.timeline, request), secondsOf(after.timeline, request)]
    const counts = [stretchesIn(then.length), stretchesIn(now.length)] as const
    if (counts[0] === null || counts[1] === null) return []
    return [{ request, before: stretchesOf(then, counts[0]), after: stretchesOf(now, counts[1]) }]
  })
  return compareStretches(requests, rule, isDisturbed)
}

/** Whether a run has the seconds that a comparison takes. */
export function isLongEnough({ timeline }: LoadRun): boolean {
  return secondsOf(timeline, null).length >= fewestSeconds
}

function commonNames(before: LoadRun, after: LoadRun): string[] {
  const told = ({ timeline }: LoadRun): Set<string> =>
    new Set(timeline.flatMap(({ requests }) => Object.keys(requests ?? {})))
  const then = told(before)
  return [...told(after)].filter((name) => then.has(name))
}

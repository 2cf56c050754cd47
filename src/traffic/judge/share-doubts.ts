import { formatQuantity } from '../../report/index.ts'
import type { LoadRun } from '../run.ts'
import type { GeneratorShare } from '../slice-stamp.ts'
import { countsOf } from './totals.ts'

/** Begins further apart than this change the load at both ends. */
const tolerableSkewSeconds = 0.1
/** Less of what was planned than this was sent in time. */
const leastInTime = 0.99
/** A user may come so much of the run too late. */
const tolerableShare = 0.01

/** What several generators give reason to doubt; none where there was only one. */
export function shareDoubts(run: LoadRun): { verdict: 'suspect' | 'invalid'; reason: string }[] {
  return [...absenceDoubts(run), ...latenessDoubts(run)]
}

function absenceDoubts({ shares = [] }: LoadRun): { verdict: 'invalid'; reason: string }[] {
  const absent = shares.filter(({ hasResult }) => !hasResult)
  const cut = shares.filter(({ hasResult, problem }) => hasResult && problem !== null)
  return [
    ...(absent.length === 0
      ? []
      : [
          {
            verdict: 'invalid' as const,
            reason: `${absent.length} of ${shares.length} slices are missing (${named(absent)}): their part of the load is not known. Give their results too, or run the whole plan again.`,
          },
        ]),
    ...(cut.length === 0 || cut.length === shares.length
      ? []
      : [
          {
            verdict: 'invalid' as const,
            reason: `${cut.length} of ${shares.length} slices ended early (${named(cut)}), so that the rest of the load was less than planned. Run the whole plan again.`,
          },
        ]),
  ]
}

/** `2 on gen-b: why; 5: why` */
function named(shares: readonly GeneratorShare[]): string {
  return shares
    .map(({ slice, name, problem }) => {
      const who = slice === null ? name : name === 'unknown' ? `slice ${slice}` : `slice ${slice} on ${name}`
      return `${who}: ${(problem ?? '').replace(/\.$/, '')}`
    })
    .join('; ')
}

function latenessDoubts({
  shares = [],
  tally,
  plan,
  measuredSeconds,
}: LoadRun): { verdict: 'suspect' | 'invalid'; reason: string }[] {
  const { planned, unsentBy } = countsOf(tally)
  const missed = missedDoubts(unsentBy['came-late'] ?? 0, planned)
  const begins = shares.flatMap(({ beganAfterSeconds }) => beganAfterSeconds ?? [])
  const skew = begins.length < 2 ? 0 : Math.max(...begins) - Math.min(...begins)
  if (missed.length > 0 || skew <= tolerableSkewSeconds) return missed
  const isGrave = plan.model.kind === 'closed' && skew > tolerableShare * measuredSeconds
  return [
    {
      verdict: isGrave ? 'invalid' : 'suspect',
      reason: `The ${begins.length} generators began up to ${formatQuantity(skew, 'seconds')} apart: the load of all together was less than planned at the begin.`,
    },
  ]
}

function missedDoubts(missed: number, planned: number): { verdict: 'invalid'; reason: string }[] {
  if (missed <= planned * (1 - leastInTime)) return []
  return [
    {
      verdict: 'invalid',
      reason: `${formatQuantity(missed)} of ${formatQuantity(planned)} requests were due before their generator was up: give them longer, --start-in 5m.`,
    },
  ]
}

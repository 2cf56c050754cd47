import type { SloTerm } from '../../core/index.ts'
import { addHistogram, countAbove, decodeHdr, hdrHistogram } from '../../metrics/index.ts'
import { formatQuantity } from '../../report/index.ts'
import type { RequestSecond, TimelinePoint } from '../run.ts'
import { judgedTerm, type Measured, type SloJudgement, statisticOf, unknownTerm } from './judge-term.ts'

/**
 * Why the whole run can no longer hold a limit, whatever comes: more requests than a percentile leaves above its limit, of `planned`, are
 * above it already, or failed. Null while it can.
 */
export function surelyFails(
  terms: readonly SloTerm[],
  timeline: readonly TimelinePoint[],
  planned: number,
): string | null {
  const measured = timeline.filter(({ atSeconds }) => atSeconds > 0)
  for (const { metric, quantile, operator, value, text, request, overSeconds } of terms) {
    if (request !== null || overSeconds !== null || (operator !== '<' && operator !== '<=')) continue
    const allowed = metric === 'percentile' ? 1 - (quantile ?? 1) : metric === 'errors' ? value : null
    if (allowed === null) continue
    const above = measured.reduce(
      (sum, point) =>
        sum + (metric === 'errors' ? point.failed : countAbove(decodeHdr(point.latency), value * 1e6)),
      0,
    )
    // Some to spare, for a process that draws more arrivals than are expected.
    if (above > allowed * (planned + 4 * Math.sqrt(planned)) + 1)
      return `Stopped: ${text} can no longer hold.`
  }
  return null
}

/** Why a run may as well stop: a term with a window whose last stretch does not hold. Null while all do. */
export function hasBrokenWindow(
  terms: readonly SloTerm[],
  timeline: readonly TimelinePoint[],
): string | null {
  for (const term of terms) {
    if (term.overSeconds === null) continue
    const { status, because } = judgeWindows(
      term,
      timeline.slice(-Math.ceil(term.overSeconds) - 1),
      term.overSeconds,
    )
    if (status === 'fail') return `Stopped: ${because}`
  }
  return null
}

/** Judges a term over each stretch of so many seconds: the worst decides. */
export function judgeWindows(
  term: SloTerm,
  timeline: readonly TimelinePoint[],
  seconds: number,
): SloJudgement {
  if (term.metric === 'assertions' || term.metric === 'lag')
    return unknownTerm(term, 'a window is measured for latency, errors and rate')
  const points = timeline.filter(({ atSeconds }) => atSeconds > 0)
  const judgements: SloJudgement[] = []
  for (const [index, last] of points.entries()) {
    const window = points
      .slice(0, index + 1)
      .filter(({ atSeconds }) => atSeconds > last.atSeconds - seconds + 0.01)
    const length = window.reduce((sum, { lengthSeconds }) => sum + lengthSeconds, 0)
    if (length < seconds - 0.2) continue
    const measured = windowValue(term, window, length)
    if (measured !== null)
      judgements.push(
        judgedTerm(
          term,
          measured,
          ` in the ${formatQuantity(seconds, 'seconds')} up to ${formatQuantity(last.atSeconds, 'seconds')}`,
        ),
      )
  }
  const isHigh = term.operator === '<' || term.operator === '<='
  const [worst] = judgements.toSorted((a, b) => {
    const order = (a.measured?.value ?? 0) - (b.measured?.value ?? 0)
    return isHigh ? -order : order
  })
  return worst ?? unknownTerm(term, `no stretch of ${formatQuantity(seconds, 'seconds')} was measured`)
}

function windowValue(term: SloTerm, window: readonly TimelinePoint[], seconds: number): Measured | null {
  const parts = window.flatMap((point) => partOf(point, term.request))
  const total = (of: (part: RequestSecond) => number): number =>
    parts.reduce((sum, part) => sum + of(part), 0)
  switch (term.metric) {
    case 'errors': {
      const ended = total(({ ok }) => ok) + total(({ failed }) => failed)
      return ended === 0 ? null : { value: total(({ failed }) => failed) / ended }
    }
    case 'rate':
      return { value: total(({ answered }) => answered) / seconds }
    default: {
      const all = hdrHistogram()
      for (const { latency } of parts) addHistogram(all, decodeHdr(latency))
      return statisticOf(term, all, null)
    }
  }
}

/** What a second brought for one request name; where names are not told apart there is one, and all is its. */
function partOf(point: TimelinePoint, request: string | null): RequestSecond[] {
  if (request === null || point.requests === undefined) return [point]
  const part = point.requests[request]
  return part === undefined ? [] : [part]
}

import { type Finding, quantity, type SloTerm } from '../../core/index.ts'
import type { HdrHistogram } from '../../metrics/index.ts'
import type { LoadRun } from '../run.ts'
import { type StatusCell, sumOf, type Tally } from '../tally/index.ts'
import { judgedTerm, type Measured, type SloJudgement, statisticOf, unknownTerm } from './judge-term.ts'
import { judgeCourse } from './slo-courses.ts'
import { judgeWindows } from './slo-windows.ts'
import { brokenShare, countsOf, errorShare, isCountedIn, latenciesOf, namesIn } from './totals.ts'
import type { Validity } from './validity.ts'

/**
 * Judges every term over the whole run, or, with a window, over each stretch of that length. What was not measured, a run that is
 * invalid, and a lower bound that does not decide make a term `unknown`.
 */
export function judgeSlo(terms: readonly SloTerm[], run: LoadRun, validity: Validity): SloJudgement[] {
  return terms.map((term) => {
    if (validity.verdict === 'invalid')
      return unknownTerm(term, 'the run is invalid: see why at the top of the result')
    if (term.request !== null && !namesIn(run.tally, 'request').includes(term.request)) {
      const course = run.tally.courses.find(({ name }) => name === term.request)
      return course === undefined
        ? unknownTerm(term, `no request is called ${term.request}`)
        : judgeCourse(term, course, run.measuredSeconds)
    }
    return term.overSeconds === null
      ? judgeWhole(term, run)
      : judgeWindows(term, run.timeline, term.overSeconds)
  })
}

function judgeWhole(term: SloTerm, run: LoadRun): SloJudgement {
  const measured = measure(term, run)
  if (measured === null) return unknownTerm(term, 'nothing of that kind was measured')
  return judgedTerm(term, measured, '')
}

function measure(term: SloTerm, { tally, answeredInTime, measuredSeconds }: LoadRun): Measured | null {
  const part = term.request === null ? {} : { request: term.request }
  const counts = countsOf(tally, part)
  switch (term.metric) {
    case 'errors':
      return measuredOr(errorShare(counts))
    case 'rate': {
      if (measuredSeconds === 0) return null
      const answered = term.request === null ? answeredInTime : answeredOf(tally, term.request)
      return { value: answered / measuredSeconds }
    }
    case 'assertions':
      return measuredOr(brokenShare(tally, part))
    case 'lag': {
      const { sendLag } = latenciesOf(tally)
      return sendLag === null || sendLag.count === 0 ? null : { value: sendLag.p99Seconds }
    }
    default:
      return latencyOf(term, tally)
  }
}

function measuredOr(value: number | null): Measured | null {
  return value === null ? null : { value }
}

function answeredOf({ cells }: Tally, name: string): number {
  return cells
    .filter(({ request, status }) => request === name && status !== 0)
    .reduce((sum, { answered }) => sum + answered, 0)
}

/** From the due moment in an open model, from the sending in a closed one. */
function latencyOf(term: SloTerm, { cells, isOpen }: Tally): Measured | null {
  const part = cells
    .filter(({ request }) => term.request === null || request === term.request)
    .filter(isCountedIn(term.request === null ? {} : { request: term.request }))
  const sum = (of: (cell: StatusCell) => HdrHistogram | null): HdrHistogram | null =>
    part.reduce<HdrHistogram | null>((all, cell) => sumOf(all, of(cell)), null)
  const given = sum((cell) => (isOpen ? cell.censoredFromDue : cell.censoredFromSend))
  const all = sumOf(
    sum((cell) => (isOpen ? cell.fromDue : cell.fromSend)),
    given,
  )
  return all === null ? null : statisticOf(term, all, given?.total ? given.minimum : null)
}

/** A finding for every term. */
export function sloFindings(judgements: readonly SloJudgement[]): Finding[] {
  return judgements.map(({ term, status, measured, because }) => ({
    id: `slo-${term.metric}`,
    instance: term.text,
    title: `${term.text} ${{ pass: 'holds', fail: 'does not hold', unknown: 'could not be judged' }[status]}`,
    status,
    because,
    evidence: {
      ...(measured === null ? {} : { measured }),
      limit: quantity(term.value, term.unit),
    },
  }))
}

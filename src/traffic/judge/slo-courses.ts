import type { SloTerm } from '../../core/index.ts'
import { survivalQuantile } from '../../metrics/index.ts'
import type { Course, Kind } from '../tally/index.ts'
import { sumOf } from '../tally/index.ts'
import { judgedTerm, type SloJudgement, statisticOf, unknownTerm } from './judge-term.ts'

/** Judges a term over jobs or journeys: how long they take, the share that fails, and how many are completed a second. */
export function judgeCourse(term: SloTerm, course: Course, measuredSeconds: number): SloJudgement {
  const { begun, completed, completedInTime, times, censored, name, kind } = course
  if (term.overSeconds !== null)
    return unknownTerm(term, `a window is measured for requests, and ${name} is a ${kind}`)
  switch (term.metric) {
    case 'errors': {
      const ended = completed + countOf(course.failed)
      return ended === 0
        ? unknownTerm(term, `none of ${begun} came to its end`)
        : judgedTerm(term, { value: 1 - completed / ended }, '')
    }
    case 'rate':
      return measuredSeconds === 0
        ? unknownTerm(term, 'nothing was measured')
        : judgedTerm(term, { value: completedInTime / measuredSeconds }, '')
    case 'assertions':
    case 'lag':
      return unknownTerm(term, `${term.metric} is measured for requests, and ${name} is a ${kind}`)
    case 'percentile': {
      const found = survivalQuantile(times, censored, term.quantile ?? 1)
      return found === null
        ? unknownTerm(term, `none of ${begun} came to its end`)
        : judgedTerm(term, { value: found.us / 1e6, isLowerBound: found.isLowerBound }, '')
    }
    default: {
      const all = sumOf(times, censored)
      const measured =
        all === null ? null : statisticOf(term, all, censored.total > 0 ? censored.minimum : null)
      return measured === null
        ? unknownTerm(term, `none of ${begun} came to its end`)
        : judgedTerm(term, measured, '')
    }
  }
}

/** How many there are of all kinds. */
function countOf(kinds: Readonly<Record<string, Kind>>): number {
  return Object.values(kinds).reduce((total, { count }) => total + count, 0)
}

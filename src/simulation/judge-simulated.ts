import { meetsLimit, OperatorError, type SloTerm } from '../core/index.ts'
import type { SimulationEstimate } from './estimates.ts'
import type { SimulationSummary } from './summary.ts'

/**
 * What a simulation says of a limit: `undecided` where the limit lies within the interval of the figure, and where it only holds because the
 * run was too short: nothing came, or the queue was still growing.
 */
export interface SimulatedJudgement {
  term: SloTerm
  /** In the unit of the term; of a percentile that of all requests, those that gave up among them. Null where so few were answered that there is none. */
  estimate: SimulationEstimate | null
  verdict: SimulatedVerdict
}

export type SimulatedVerdict = 'holds' | 'fails' | 'undecided'

/** Throws OperatorError (exit 2) on terms of which a simulation knows nothing: names of requests, windows, assertions and send lag. */
export function assertSimulable(terms: readonly SloTerm[]): void {
  for (const { text, metric, request, overSeconds } of terms) {
    const what =
      metric === 'assertions' || metric === 'lag'
        ? `${metric} are measured by loadtest alone`
        : request !== null
          ? 'requests have no names in it'
          : overSeconds !== null
            ? 'it judges whole runs'
            : null
    if (what !== null)
      throw new OperatorError({
        sentence: `A simulation cannot judge '${text}': ${what}.`,
        hint: "Give limits such as 'p99<200ms, mean<50ms, errors<1%, rate>450/s'.",
      })
  }
}

/** Judges each limit by the whole interval of its figure, so that what holds by luck is not said to hold. */
export function judgeSimulated(summary: SimulationSummary, terms: readonly SloTerm[]): SimulatedJudgement[] {
  return terms.map((term) => {
    const estimate = figureOf(summary, term)
    const verdict = verdictOf(estimate, term)
    const isEarly = summary.counts.arrived === 0 || (verdict === 'holds' && isUnsteady(summary))
    return { term, estimate, verdict: isEarly ? 'undecided' : verdict }
  })
}

/**
 * Whether the figures tell more of the length of the runs than of the system: by their end more of those that came wait than chance explains
 * (one of a hundred at least), or Little's law does not hold, because those that were answered did not wait as long as the others will.
 */
export function isUnsteady(summary: SimulationSummary): boolean {
  const { growth, counts, runs, meanResponse, meanInSystem, completedPerSecond } = summary
  if (growth.low > 0.01 && counts.inFlight - counts.inFlightBefore > 10 * runs) return true
  if (meanResponse === null || counts.gaveUp > 0 || counts.completed < fewToTell * runs) return false
  const byLittle = meanInSystem.value / completedPerSecond.value
  return Math.abs(byLittle / meanResponse.value - 1) > 0.1
}

/** Of fewer requests in a run those at its ends weigh too much. */
const fewToTell = 100

/** Of several limits together: the worst. */
export function worstVerdict(judgements: readonly SimulatedJudgement[]): SimulatedVerdict {
  if (judgements.some(({ verdict }) => verdict === 'fails')) return 'fails'
  return judgements.some(({ verdict }) => verdict === 'undecided') ? 'undecided' : 'holds'
}

function figureOf(summary: SimulationSummary, { metric, quantile }: SloTerm): SimulationEstimate | null {
  switch (metric) {
    case 'percentile':
      return responseOfAll(summary, quantile ?? 1)
    case 'mean':
      return summary.meanResponse
    case 'max':
      return summary.responseAt(1)
    case 'errors':
      return summary.gaveUpShare
    case 'rate':
      return summary.completedPerSecond
    // Refused by assertSimulable.
    case 'assertions':
    case 'lag':
      return null
  }
}

/** Who gave up never had an answer: theirs are the longest times. */
function responseOfAll(summary: SimulationSummary, quantile: number): SimulationEstimate | null {
  const { completed, gaveUp } = summary.counts
  const ofAnswered = (quantile * (completed + gaveUp)) / completed
  return ofAnswered <= 1 ? summary.responseAt(ofAnswered) : null
}

function verdictOf(estimate: SimulationEstimate | null, term: SloTerm): SimulatedVerdict {
  if (estimate === null) return 'fails'
  const ends = [estimate.low, estimate.high].map((value) => meetsLimit(term, value))
  return ends.every((end) => end) ? 'holds' : ends.some((end) => end) ? 'undecided' : 'fails'
}

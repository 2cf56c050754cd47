/** A load that was tried. */
export interface Trial {
  ratePerSecond: number
  /** Whether it held its limits. */
  holds: boolean
  /** It repeats the highest load that held, for longer. */
  isConfirmation: boolean
}

/** What to do next, or what came out: the highest load that held and was confirmed, and the lowest that did not. */
export type SearchStep =
  | { kind: 'try'; ratePerSecond: number; isConfirmation: boolean }
  | { kind: 'found'; ratePerSecond: number; high: number }
  /** Even the least load does not hold. */
  | { kind: 'none'; high: number }
  /** Nothing failed up to the greatest load that may be tried. */
  | { kind: 'unbounded'; ratePerSecond: number }
  /** So many trials gave no answer. */
  | { kind: 'unsettled'; low: number | null; high: number | null }

export interface SearchSettings {
  startPerSecond: number
  /** The answer is that much below what fails at most: .03 is 3 %. */
  precision: number
  leastPerSecond: number
  mostPerSecond: number
  mostTrials: number
}

/**
 * The next step of a search for the highest load that holds: doubling from the start, then halving the ratio between what holds and what
 * does not, then a confirmation. A confirmation that fails sends the search below it. A pure function of the trials so far.
 */
export function nextStep(trials: readonly Trial[], settings: SearchSettings): SearchStep {
  const { startPerSecond, precision, leastPerSecond, mostPerSecond, mostTrials } = settings
  const high = least(trials.filter(({ holds }) => !holds))
  const held = trials.filter(({ holds, ratePerSecond }) => holds && (high === null || ratePerSecond < high))
  const low = greatest(held)
  // Only what needs nothing but a confirmation is confirmed.
  if (low !== null && held.some(({ isConfirmation }) => isConfirmation))
    return high === null
      ? { kind: 'unbounded', ratePerSecond: low }
      : { kind: 'found', ratePerSecond: low, high }
  if (trials.length >= mostTrials) return { kind: 'unsettled', low, high }
  if (low === null && high === null) return attempt(startPerSecond)
  if (low === null)
    return (high ?? 0) <= leastPerSecond
      ? { kind: 'none', high: high ?? leastPerSecond }
      : attempt(Math.max(leastPerSecond, (high ?? 0) / 2))
  if (high === null)
    return low >= mostPerSecond ? confirmation(low) : attempt(Math.min(mostPerSecond, low * 2))
  return high <= low * (1 + precision) ? confirmation(low) : attempt(Math.sqrt(low * high))
}

function attempt(ratePerSecond: number): SearchStep {
  return { kind: 'try', ratePerSecond, isConfirmation: false }
}

function confirmation(ratePerSecond: number): SearchStep {
  return { kind: 'try', ratePerSecond, isConfirmation: true }
}

function least(trials: readonly Trial[]): number | null {
  return trials.length === 0 ? null : Math.min(...trials.map(({ ratePerSecond }) => ratePerSecond))
}

function greatest(trials: readonly Trial[]): number | null {
  return trials.length === 0 ? null : Math.max(...trials.map(({ ratePerSecond }) => ratePerSecond))
}

/** So many requests leave ten above the highest quantile that is judged; a thousand where none is. */
export function requestsForQuantile(quantile: number | null): number {
  return quantile === null || quantile >= 1 ? 1000 : Math.max(100, Math.ceil(10 / (1 - quantile)))
}

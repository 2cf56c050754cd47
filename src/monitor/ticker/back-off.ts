const mostIntervals = 30

/** After how many intervals a source is asked again that failed so many times in a row (1 or more): 1, 2, 4, 8, 16, 30, 30 ... */
export function intervalsToWait(failures: number): number {
  return Math.min(mostIntervals, 2 ** (Math.min(failures, 6) - 1))
}

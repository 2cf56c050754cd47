/**
 * A sign test of whether `series` rises: `p` is the chance that as many or more of its changes would be rises if up and down
 * were equally likely; 1 where nothing changed.
 */
export function risingTrend(series: readonly number[]): { p: number; rises: number; changes: number } {
  const steps = series.slice(1).map((value, at) => value - (series[at] ?? value))
  const rises = steps.filter((step) => step > 0).length
  const changes = rises + steps.filter((step) => step < 0).length
  return { p: upperTail(rises, changes), rises, changes }
}

/** The chance of `least` or more heads in `tosses` of a fair coin. */
function upperTail(least: number, tosses: number): number {
  // The terms fall from here on, so that what a computer rounds to 0 is really next to nothing.
  if (least * 2 <= tosses) return 1 - upperTail(tosses - least + 1, tosses)
  let logTerm = -tosses * Math.LN2
  for (let n = 1; n <= least; n++) logTerm += Math.log(tosses - n + 1) - Math.log(n)
  let term = Math.exp(logTerm)
  let sum = 0
  for (let n = least; n <= tosses; n++) {
    sum += term
    term *= (tosses - n) / (n + 1)
  }
  return sum
}

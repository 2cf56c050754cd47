import { assertValues, sorted } from './assert-values.ts'
import { quantileOfSorted } from './quantile.ts'

export interface Bin {
  from: number
  to: number
  count: number
}

const fewest = 5
const most = 40

/**
 * How often values fall into bins of equal width from the smallest to the largest; each bin holds its lower end, the last its upper
 * end too. Without `count` the width is that of Freedman and Diaconis (1981), within 5 to 40 bins; equal values make one bin.
 */
export function histogramBins(values: readonly number[], count?: number): Bin[] {
  assertValues(values, 'A histogram')
  const ordered = sorted(values)
  const from = ordered[0] ?? Number.NaN
  const to = ordered.at(-1) ?? Number.NaN
  if (from === to) return [{ from, to, count: ordered.length }]
  const bins = count ?? freedmanDiaconis(ordered, to - from)
  const width = (to - from) / bins
  const counts = Array.from({ length: bins }, () => 0)
  for (const value of ordered) {
    const bin = Math.min(bins - 1, Math.floor((value - from) / width))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return counts.map((one, bin) => ({
    from: from + bin * width,
    to: bin === bins - 1 ? to : from + (bin + 1) * width,
    count: one,
  }))
}

function freedmanDiaconis(ordered: readonly number[], range: number): number {
  const quartiles = quantileOfSorted(ordered, 0.75) - quantileOfSorted(ordered, 0.25)
  const width = (2 * quartiles) / Math.cbrt(ordered.length)
  return Math.min(most, Math.max(fewest, width > 0 ? Math.ceil(range / width) : fewest))
}

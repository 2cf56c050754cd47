import { assertSpan, assertWhole, sorted } from './assert-values.ts'
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
 * end too. Without `count` the width is that of Freedman and Diaconis (1981), within 5 to 40 bins; equal values make one bin. Throws
 * OperatorError on no or non-finite values, and unless `count` is a whole number from 1 to 10,000.
 */
export function histogramBins(values: readonly number[], count?: number): Bin[] {
  assertSpan(values, 'A histogram')
  if (count !== undefined) assertWhole(count, 1, 10_000, 'The number of bins')
  const ordered = sorted(values)
  const from = ordered[0] ?? Number.NaN
  const to = ordered.at(-1) ?? Number.NaN
  if (from === to) return [{ from, to, count: ordered.length }]
  const bins = count ?? freedmanDiaconis(ordered, to - from)
  const edges = Array.from({ length: bins }, (_, bin) => from + (to - from) * (bin / bins))
  const counts = edges.map(() => 0)
  let bin = 0
  for (const value of ordered) {
    while (bin < bins - 1 && value >= (edges[bin + 1] ?? to)) bin++
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return edges.map((edge, place) => ({ from: edge, to: edges[place + 1] ?? to, count: counts[place] ?? 0 }))
}

function freedmanDiaconis(ordered: readonly number[], range: number): number {
  const quartiles = quantileOfSorted(ordered, 0.75) - quantileOfSorted(ordered, 0.25)
  const width = (2 * quartiles) / Math.cbrt(ordered.length)
  return Math.min(most, Math.max(fewest, width > 0 ? Math.ceil(range / width) : fewest))
}

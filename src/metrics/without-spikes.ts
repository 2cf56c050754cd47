import { median } from './median.ts'

/** Single points far from their neighbours, which agree with each other, get the level of those neighbours. */
export function withoutSpikes(series: readonly number[]): number[] {
  const around = (index: number): number[] =>
    [-2, -1, 1, 2].map((step) => series[index + step]).filter((value): value is number => value !== undefined)
  const residuals = series.map((value, index) => {
    const beside = around(index)
    return beside.length < 2 ? 0 : value - median(beside)
  })
  const sizes = residuals.map(Math.abs)
  const spread = 1.4826 * median(sizes)
  const isFar = (index: number): boolean => (sizes[index] ?? 0) > 10 * spread && (sizes[index] ?? 0) > 0
  return series.map((value, index) => {
    const beside = around(index)
    if (!isFar(index) || beside.length < 3) return value
    // A step has neighbours of two kinds, a spike of one.
    const reach = Math.max(...beside) - Math.min(...beside)
    return reach <= 10 * spread || reach <= 0.1 * (sizes[index] ?? 0) ? median(beside) : value
  })
}

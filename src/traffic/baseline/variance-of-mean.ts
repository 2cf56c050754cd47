/** What a stretch carries over into the next is not believed to be more than this. */
const mostCarriedOver = 0.75

/**
 * The variance of the mean of values that follow each other in time and sum up to about 0: that of independent values, larger by
 * (1 + r) / (1 - r) where each carries r over into the next. Needs at least two.
 */
export function varianceOfMean(deviations: readonly number[]): number {
  const count = deviations.length
  let squares = 0
  let products = 0
  for (const [index, value] of deviations.entries()) {
    squares += value * value
    products += value * (deviations[index + 1] ?? 0)
  }
  if (squares === 0) return 0
  // Deviations from their own mean look less alike than they are, by 1 / count.
  const carried = Math.max(0, Math.min(mostCarriedOver, products / squares + 1 / count))
  return (squares / (count * (count - 1))) * ((1 + carried) / (1 - carried))
}

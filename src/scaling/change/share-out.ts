/** `total` whole units in proportion to `weights`, none less than `least`; they add up to `total` wherever it is enough for all. */
export function shareOut(total: number, weights: readonly number[], least: number): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  const exact = weights.map((weight) => (sum === 0 ? 0 : (total * weight) / sum))
  const shares = exact.map((share) => Math.max(least, Math.floor(share)))
  let left = total - shares.reduce((all, share) => all + share, 0)
  const byRemainder = [...exact.keys()].toSorted((a, b) => remainder(exact[b]) - remainder(exact[a]))
  for (const index of byRemainder) {
    if (left <= 0) break
    shares[index] = (shares[index] ?? 0) + 1
    left--
  }
  // What the least of some takes beyond the total comes from the largest.
  while (left < 0) {
    const largest = Math.max(...shares)
    if (largest <= least) break
    const taken = Math.min(-left, largest - least)
    shares[shares.indexOf(largest)] = largest - taken
    left += taken
  }
  return shares
}

function remainder(value = 0): number {
  return value - Math.floor(value)
}

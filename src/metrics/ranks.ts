/** Ranks from 1, tied values sharing the mean of theirs, and the sizes of the groups of tied values (ones left out). */
export function midRanks(values: readonly number[]): { ranks: number[]; tieSizes: number[] } {
  const order = values.map((_, index) => index).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
  const ranks = Array.from(values, () => 0)
  const tieSizes: number[] = []
  for (let from = 0; from < order.length; ) {
    let to = from + 1
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to++
    for (let place = from; place < to; place++) ranks[order[place] ?? 0] = (from + 1 + to) / 2
    if (to - from > 1) tieSizes.push(to - from)
    from = to
  }
  return { ranks, tieSizes }
}

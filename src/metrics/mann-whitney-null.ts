/**
 * The chances P(U <= last) and P(U < last) of the Mann-Whitney statistic of `m` and `n` values without ties, for `last` up to half of
 * mn. The ways to reach each U are the coefficients of the Gaussian binomial. Mann and Whitney 1947.
 */
export function chanceOfU(m: number, n: number, last: number): { upTo: number; below: number } {
  const few = Math.min(m, n)
  const many = Math.max(m, n)
  const ways = new Float64Array(last + 1)
  ways[0] = 1
  let all = 1
  for (let size = 1; size <= few; size++) {
    all = (all * (many + size)) / size
    oneMore(ways, size, many)
  }
  return sharesUpTo(ways, last, all)
}

/**
 * From the ways for `size - 1` values against `many` to those for `size`: times 1 - x^(many + size), by 1 - x^size. Only the rising
 * half is computed, where differences lose no digits; the other half mirrors it.
 */
function oneMore(ways: Float64Array, size: number, many: number): void {
  const last = ways.length - 1
  const largest = size * many
  const half = Math.min(last, largest >> 1)
  for (let u = half; u >= many + size; u--) ways[u] = (ways[u] ?? 0) - (ways[u - many - size] ?? 0)
  for (let u = size; u <= half; u++) ways[u] = (ways[u] ?? 0) + (ways[u - size] ?? 0)
  for (let u = half + 1; u <= Math.min(last, largest); u++) ways[u] = ways[largest - u] ?? 0
}

/** The same of the sum of `size` out of `ranks`, whole numbers with ties: P(sum <= last) and P(sum < last). */
export function chanceOfSum(
  ranks: readonly number[],
  size: number,
  last: number,
): { upTo: number; below: number } {
  const bySize = Array.from({ length: size + 1 }, () => new Float64Array(last + 1))
  const none = bySize[0]
  if (none !== undefined) none[0] = 1
  let all = 1
  for (const [place, rank] of ranks.entries()) {
    if (place < size) all = (all * (ranks.length - place)) / (place + 1)
    for (let taken = Math.min(size, place + 1); taken >= 1; taken--) {
      const into = bySize[taken] ?? new Float64Array()
      const from = bySize[taken - 1] ?? new Float64Array()
      for (let sum = last; sum >= rank; sum--) into[sum] = (into[sum] ?? 0) + (from[sum - rank] ?? 0)
    }
  }
  return sharesUpTo(bySize[size] ?? new Float64Array(), last, all)
}

function sharesUpTo(ways: Float64Array, last: number, all: number): { upTo: number; below: number } {
  let below = 0
  for (let at = 0; at < last; at++) below += ways[at] ?? 0
  return { upTo: Math.min(1, (below + (ways[last] ?? 0)) / all), below: Math.min(1, below / all) }
}

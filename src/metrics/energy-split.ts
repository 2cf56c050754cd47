/** The best place to cut a series in two, and how far apart its parts then are. */
export interface EnergySplit {
  /** The first point of the second part; -1 where the series is too short. */
  index: number
  /** The scaled energy distance Q = mn / (m + n) x (2 E|X - Y| - E|X - X'| - E|Y - Y'|). */
  statistic: number
}

/** |x - y| of all pairs, row by row. */
export function distancesOf(series: readonly number[]): Float64Array {
  const n = series.length
  const distances = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) distances[i * n + j] = Math.abs((series[i] ?? 0) - (series[j] ?? 0))
  }
  return distances
}

/**
 * The cut with the largest energy distance between the part before it and a part after it, which may end anywhere, so that a level
 * that comes and goes is found too. Both parts have at least `least` points (2 or more). The points stand in `order` in a table
 * of `n` x `n` distances. Matteson and James 2014, equations 4 to 7, in time n squared.
 */
export function bestSplit(
  distances: Float64Array,
  order: Uint32Array,
  n: number,
  least: number,
): EnergySplit {
  const length = order.length
  const sums = sumsBefore(distances, order, n)
  let best: EnergySplit = { index: -1, statistic: Number.NEGATIVE_INFINITY }
  let before = 0
  for (let cut = 1; cut <= length - least; cut++) {
    before += sums[(cut - 1) * length + cut - 1] ?? 0
    if (cut < least) continue
    let across = 0
    let after = 0
    const row = cut * length
    for (let last = cut; last < length; last++) {
      const toBefore = sums[row + last] ?? 0
      across += toBefore
      after += (sums[last * length + last] ?? 0) - toBefore
      const rest = last - cut + 1
      if (rest < least) continue
      const statistic = scaledEnergy(across, before, after, cut, rest)
      if (statistic > best.statistic) best = { index: cut, statistic }
    }
  }
  return best
}

/** The statistic of two samples. */
export function energyBetween(before: readonly number[], after: readonly number[]): number {
  const within = (values: readonly number[]): number =>
    values.reduce(
      (sum, x, index) => values.slice(0, index).reduce((part, y) => part + Math.abs(x - y), sum),
      0,
    )
  const across = before.reduce((sum, x) => after.reduce((part, y) => part + Math.abs(x - y), sum), 0)
  return scaledEnergy(across, within(before), within(after), before.length, after.length)
}

/** From sums of distances: across the two samples, and over the pairs within each. */
function scaledEnergy(across: number, before: number, after: number, m: number, n: number): number {
  const energy = (2 * across) / (m * n) - (2 * before) / (m * (m - 1)) - (2 * after) / (n * (n - 1))
  return ((m * n) / (m + n)) * energy
}

/** In row t and column k the distances of point k to the first t points; only where t <= k. */
function sumsBefore(distances: Float64Array, order: Uint32Array, n: number): Float64Array {
  const length = order.length
  const sums = new Float64Array(length * length)
  for (let k = 1; k < length; k++) {
    const start = (order[k] ?? 0) * n
    let sum = 0
    for (let t = 1; t <= k; t++) {
      sum += distances[start + (order[t - 1] ?? 0)] ?? 0
      sums[t * length + k] = sum
    }
  }
  return sums
}

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
 * The cut with the largest energy distance, both parts of at least `least` points (2 or more), of the series whose points stand in
 * `order` in a table of `n` x `n` distances. Matteson and James 2014, equations 4 and 5.
 */
export function bestSplit(
  distances: Float64Array,
  order: Uint32Array,
  n: number,
  least: number,
): EnergySplit {
  let best: EnergySplit = { index: -1, statistic: Number.NEGATIVE_INFINITY }
  eachSplit(distances, order, n, (index, statistic) => {
    if (index >= least && order.length - index >= least && statistic > best.statistic)
      best = { index, statistic }
  })
  return best
}

/** The statistic of one cut. */
export function energyAt(distances: Float64Array, order: Uint32Array, n: number, cut: number): number {
  let found = Number.NaN
  eachSplit(distances, order, n, (index, statistic) => {
    if (index === cut) found = statistic
  })
  return found
}

/** Every cut with two points or more on either side, from sums that move one point at a time from after to before. */
function eachSplit(
  distances: Float64Array,
  order: Uint32Array,
  n: number,
  take: (index: number, statistic: number) => void,
): void {
  const length = order.length
  const rows = new Float64Array(length)
  let after = 0
  for (let i = 0; i < length; i++) {
    let row = 0
    const start = (order[i] ?? 0) * n
    for (let j = 0; j < length; j++) row += distances[start + (order[j] ?? 0)] ?? 0
    rows[i] = row
    after += row / 2
  }
  let before = 0
  let across = 0
  for (let cut = 1; cut <= length - 2; cut++) {
    const moved = cut - 1
    let toBefore = 0
    const start = (order[moved] ?? 0) * n
    for (let j = 0; j < moved; j++) toBefore += distances[start + (order[j] ?? 0)] ?? 0
    const toAfter = (rows[moved] ?? 0) - toBefore
    before += toBefore
    after -= toAfter
    across += toAfter - toBefore
    if (cut < 2) continue
    const rest = length - cut
    const energy =
      (2 * across) / (cut * rest) - (2 * before) / (cut * (cut - 1)) - (2 * after) / (rest * (rest - 1))
    take(cut, ((cut * rest) / length) * energy)
  }
}

/** The best place to cut a series in two, and how far apart its parts then are. */
export interface EnergySplit {
  /** The first point of the second part; -1 where the series is too short. */
  index: number
  /** The scaled energy distance Q = mn / (m + n) x (2 E|X - Y| - E|X - X'| - E|Y - Y'|). */
  statistic: number
}

/**
 * The cut with the largest energy distance between the part before it and a part after it, which may end anywhere, so that a level
 * that comes and goes is found too. Both parts have at least `least` points (2 or more). Matteson and James 2014, equations 4 to
 * 7, in time n squared and space n.
 */
export function bestSplit(series: Float64Array, least: number): EnergySplit {
  const n = series.length
  const inverse = Float64Array.from({ length: n + 1 }, (_, size) => 1 / size)
  const toEarlier = distancesToEarlier(series)
  // Of each point the distances to all before the cut.
  const toBefore = new Float64Array(n)
  let index = -1
  let statistic = Number.NEGATIVE_INFINITY
  let before = 0
  for (let cut = 1; cut <= n - least; cut++) {
    const added = series[cut - 1] ?? 0
    before += toEarlier[cut - 1] ?? 0
    const within = before * (inverse[cut - 1] ?? 0)
    let across = 0
    let after = 0
    for (let last = cut; last < n; last++) {
      const distance = (toBefore[last] ?? 0) + Math.abs((series[last] ?? 0) - added)
      toBefore[last] = distance
      across += distance
      after += (toEarlier[last] ?? 0) - distance
      const rest = last - cut + 1
      if (rest < least || cut < least) continue
      // The scaled energy, with the divisions that take most of the time looked up.
      const energy =
        2 * (across - rest * within - cut * after * (inverse[rest - 1] ?? 0)) * (inverse[last + 1] ?? 0)
      if (energy > statistic) {
        statistic = energy
        index = cut
      }
    }
  }
  return { index, statistic }
}

/** Of each point the sum of its distances to all before it. */
function distancesToEarlier(series: Float64Array): Float64Array {
  return series.map((value, place) => {
    let sum = 0
    for (let earlier = 0; earlier < place; earlier++) sum += Math.abs(value - (series[earlier] ?? 0))
    return sum
  })
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

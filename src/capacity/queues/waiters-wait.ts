import type { ServiceShare } from './shared-queue.ts'

const gridPoints = 2048
/** So many times its mean a wait that falls off exponentially is exceeded once in a million. */
const meansToEnd = 14

/**
 * The tail of the wait of those who wait at all: P(W > t), t in seconds, with this mean. Its form is that of one server which is busy for
 * as large a share of time and has the service times' shape: a geometric sum of what was left of the service under way (Pollaczek and
 * Khinchine), on a grid that keeps the mean of each (Panjer's recursion: Gerber, On the numerical evaluation of the distribution of
 * aggregate claims, 1982). With one server it is exact; that it serves for several too is Tijms, A First Course in Stochastic Models, 2003, 9.6.
 */
export function waitersTail(q: {
  shape: readonly ServiceShare[]
  /** Above 0 and below 1. */
  utilization: number
  meanSeconds: number
}): (seconds: number) => number {
  const { shape, utilization, meanSeconds } = q
  const longest = shape.reduce((most, { multiple }) => Math.max(most, multiple), 0)
  const residualMean = shape.reduce((sum, { multiple, share }) => sum + share * multiple * multiple, 0) / 2
  const mean = residualMean / (1 - utilization)
  const step = (meansToEnd * mean + 2 * longest) / gridPoints
  const survival = geometricSumTail(residualMasses(shape, step), utilization)
  return (seconds) => {
    const at = (seconds * mean) / (meanSeconds * step)
    const index = Math.floor(at)
    const before = survival[index] ?? 0
    return before + (at - index) * ((survival[index + 1] ?? 0) - before)
  }
}

/** What is left of a service under way, as masses at 0, `step`, 2 `step`, ... with the same mean between any two of them. */
function residualMasses(shape: readonly ServiceShare[], step: number): Float64Array {
  const atoms = shape.toSorted((a, b) => b.multiple - a.multiple)
  /** The mean of what a residual is beyond x: half of the mean of ((service - x)+)**2, for falling x. */
  const beyond = new Float64Array(gridPoints + 2)
  let [taken, share, first, second] = [0, 0, 0, 0]
  for (let index = gridPoints + 1; index >= 0; index -= 1) {
    const x = index * step
    for (let atom = atoms[taken]; atom !== undefined && atom.multiple > x; atom = atoms[taken]) {
      share += atom.share
      first += atom.share * atom.multiple
      second += atom.share * atom.multiple * atom.multiple
      taken += 1
    }
    beyond[index] = (second - 2 * x * first + x * x * share) / 2
  }
  return Float64Array.from({ length: gridPoints + 1 }, (_, index) => {
    const [here, after] = [beyond[index] ?? 0, beyond[index + 1] ?? 0]
    return index === 0 ? 1 + (after - here) / step : ((beyond[index - 1] ?? 0) - 2 * here + after) / step
  })
}

/** P(X_1 + ... + X_N > j) with N geometric from 1 on: P(N = n) = (1 - rho) rho**(n - 1). */
function geometricSumTail(masses: Float64Array, rho: number): Float64Array {
  const sums = new Float64Array(masses.length)
  const tail = new Float64Array(masses.length)
  const scale = 1 - rho * (masses[0] ?? 0)
  let seen = 0
  for (let k = 0; k < masses.length; k += 1) {
    let convolved = 0
    for (let j = 1; j <= k; j += 1) convolved += (masses[j] ?? 0) * (sums[k - j] ?? 0)
    const mass = ((1 - rho) * (masses[k] ?? 0) + rho * convolved) / scale
    sums[k] = mass
    // Half of what lies on a point of the grid stands for what lies before it.
    tail[k] = Math.max(0, 1 - seen - mass / 2)
    seen += mass
  }
  tail[0] = 1
  return tail
}

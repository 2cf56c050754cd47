import { OperatorError } from '../core/index.ts'
import { assertCount, assertNotNegative } from './assert-station.ts'

/** A closed network at one population, and what it can never exceed. */
export interface ClosedNetwork {
  throughputPerSecond: number
  /** Without the think time. */
  responseSeconds: number
  /** Of each station, in the order given. */
  utilization: number[]
  queueLength: number[]
  /** 1 / the largest demand. */
  maximumThroughput: number
  /** From where on more users only wait: (Z + sum of D) / the largest D. */
  saturationPopulation: number
}

/**
 * `population` users that think for Z seconds and then visit each station for its demand (D seconds in all): exact mean value analysis of a
 * closed network with one class. Throws OperatorError on negative times, and where no station takes any. Reiser and Lavenberg 1980:
 * R(n) = D (1 + Q(n - 1)), X = n / (Z + sum of R).
 */
export function mva(network: {
  demandsSeconds: readonly number[]
  thinkSeconds: number
  population: number
}): ClosedNetwork {
  const { demandsSeconds, thinkSeconds, population } = network
  for (const demand of demandsSeconds) assertNotNegative(demand, 'A demand')
  assertNotNegative(thinkSeconds, 'The think time')
  assertCount(population, 'The population', 0)
  const most = Math.max(...demandsSeconds, 0)
  if (most === 0)
    throw new OperatorError({
      sentence: 'No station takes any time, so there is nothing to wait for.',
      hint: 'Give the service demand of at least one station, in seconds.',
    })
  const total = demandsSeconds.reduce((sum, demand) => sum + demand, 0)
  const queueLength = demandsSeconds.map(() => 0)
  let throughputPerSecond = 0
  let responseSeconds = total
  for (let users = 1; users <= population; users++) {
    const residence = demandsSeconds.map((demand, index) => demand * (1 + (queueLength[index] ?? 0)))
    responseSeconds = residence.reduce((sum, seconds) => sum + seconds, 0)
    throughputPerSecond = users / (thinkSeconds + responseSeconds)
    for (const [index, seconds] of residence.entries()) queueLength[index] = throughputPerSecond * seconds
  }
  return {
    throughputPerSecond,
    responseSeconds,
    utilization: demandsSeconds.map((demand) => throughputPerSecond * demand),
    queueLength,
    maximumThroughput: 1 / most,
    saturationPopulation: (thinkSeconds + total) / most,
  }
}

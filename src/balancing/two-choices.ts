import { type Backend, isHealthy } from './balancer.ts'
import { areFixed } from './fixed.ts'

/**
 * Chooses two different healthy backends by chance, each pair as likely as any other; the same one twice where there is only one, null
 * where there is none. `random` gives numbers in [0, 1). Only where one of the two is not healthy are all looked at, and a frozen
 * array once.
 */
export function twoChoices(
  random: () => number,
): (backends: readonly Backend[]) => readonly [Backend, Backend] | null {
  let known: readonly Backend[] = []
  let healthy: readonly Backend[] = []

  function healthyOf(backends: readonly Backend[]): readonly Backend[] {
    if (backends === known) return healthy
    const found = backends.filter(isHealthy)
    if (areFixed(backends)) {
      known = backends
      healthy = found
    }
    return found
  }

  return (backends) => {
    const pair = drawn(backends, random)
    if (pair === null || (isHealthy(pair[0]) && isHealthy(pair[1]))) return pair
    return drawn(healthyOf(backends), random)
  }
}

function drawn(backends: readonly Backend[], random: () => number): readonly [Backend, Backend] | null {
  const first = Math.floor(random() * backends.length)
  const other = Math.floor(random() * (backends.length - 1))
  const a = backends[first]
  if (a === undefined) return null
  return [a, backends[other >= first ? other + 1 : other] ?? a]
}

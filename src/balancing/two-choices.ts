import { type Backend, isHealthy } from './balancer.ts'

/**
 * Two different healthy backends by chance, each pair as likely as any other; the same one twice where there is only one, null where
 * there is none. `random` gives numbers in [0, 1). Only where one of the two is not healthy are all looked at.
 */
export function twoChoices(
  backends: readonly Backend[],
  random: () => number,
): readonly [Backend, Backend] | null {
  const pair = drawn(backends, random)
  if (pair === null || pair.every(isHealthy)) return pair
  return drawn(backends.filter(isHealthy), random)
}

function drawn(backends: readonly Backend[], random: () => number): readonly [Backend, Backend] | null {
  const first = Math.floor(random() * backends.length)
  const other = Math.floor(random() * (backends.length - 1))
  const a = backends[first]
  if (a === undefined) return null
  return [a, backends[other >= first ? other + 1 : other] ?? a]
}

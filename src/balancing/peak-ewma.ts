import { OperatorError } from '../core/index.ts'
import type { Backend, Balancer } from './balancer.ts'
import { closed, opened, openOf } from './open-work.ts'
import { recordsById } from './records-by-id.ts'
import { twoChoices } from './two-choices.ts'

/** What a backend without any answer yet is taken to cost once it has work: no more until it has answered. */
const unknownCost = 2 ** 47

/**
 * Of two healthy backends drawn by chance the one with the smaller load, cost x (open + 1). The cost follows a slower answer at once
 * and a faster one by halves: cost = t where t > cost, else cost w + t (1 - w), w = exp(-dt / tau). `tauSeconds` is 10 when left
 * out; `random` gives numbers in [0, 1). `cost` is in seconds, 0 for a backend that never answered. Throws OperatorError unless
 * tauSeconds is above 0, and on a time that is no number. Source: Finagle, PeakEwma.
 */
export function peakEwma({
  tauSeconds = 10,
  random,
}: {
  tauSeconds?: number
  random: () => number
}): Balancer & { cost(id: string): number } {
  assertSeconds('tauSeconds', tauSeconds, tauSeconds > 0)
  const seenOf = recordsById(() => ({ open: 0, cost: 0, atSeconds: Number.NEGATIVE_INFINITY }))
  const choose = twoChoices(random)
  const load = (backend: Backend): number => {
    const seen = seenOf(backend.id)
    const { cost } = seen
    const pending = openOf(backend, seen)
    return cost === 0 && pending > 0 ? unknownCost + pending : cost * (pending + 1)
  }
  return {
    pick(backends) {
      const pair = choose(backends)
      if (pair === null) return null
      return load(pair[1]) < load(pair[0]) ? pair[1] : pair[0]
    },
    started: (id) => opened(seenOf(id)),
    ended(id, { seconds, atSeconds }) {
      assertSeconds('seconds', seconds, seconds >= 0)
      assertSeconds('atSeconds', atSeconds, true)
      const seen = seenOf(id)
      closed(seen)
      seen.cost = follow(seen, { seconds, atSeconds, tauSeconds })
      seen.atSeconds = Math.max(atSeconds, seen.atSeconds)
    },
    cost: (id) => seenOf(id).cost,
  }
}

function follow(
  before: { cost: number; atSeconds: number },
  { seconds, atSeconds, tauSeconds }: { seconds: number; atSeconds: number; tauSeconds: number },
): number {
  if (seconds > before.cost) return seconds
  const kept = Math.exp(-Math.max(0, atSeconds - before.atSeconds) / tauSeconds)
  return before.cost * kept + seconds * (1 - kept)
}

function assertSeconds(name: string, value: number, isAllowed: boolean): void {
  if (Number.isFinite(value) && isAllowed) return
  throw new OperatorError({
    sentence: `${name} of the balancer must be a finite time${name === 'tauSeconds' ? ' above 0' : ''}, got ${value}.`,
    hint: 'Give it in seconds.',
  })
}

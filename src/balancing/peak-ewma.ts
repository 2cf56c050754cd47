import { OperatorError } from '../core/index.ts'
import type { Backend, Balancer } from './balancer.ts'
import { openWork } from './open-work.ts'
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
  const open = openWork()
  const seen = new Map<string, { cost: number; atSeconds: number }>()
  const load = (backend: Backend): number => {
    const cost = seen.get(backend.id)?.cost ?? 0
    const pending = open.of(backend)
    return cost === 0 && pending > 0 ? unknownCost + pending : cost * (pending + 1)
  }
  return {
    pick(backends) {
      const pair = twoChoices(backends, random)
      if (pair === null) return null
      return load(pair[1]) < load(pair[0]) ? pair[1] : pair[0]
    },
    started: (id) => open.started(id),
    ended(id, { seconds, atSeconds }) {
      assertSeconds('seconds', seconds, seconds >= 0)
      assertSeconds('atSeconds', atSeconds, true)
      open.ended(id)
      const before = seen.get(id)
      const cost = before === undefined ? seconds : follow(before, { seconds, atSeconds, tauSeconds })
      seen.set(id, { cost, atSeconds: Math.max(atSeconds, before?.atSeconds ?? atSeconds) })
    },
    cost: (id) => seen.get(id)?.cost ?? 0,
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

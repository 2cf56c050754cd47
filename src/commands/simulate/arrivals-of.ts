import { OperatorError } from '../../core/index.ts'
import type { ArrivalModel } from '../../simulation/index.ts'
import type { SimulateInput } from './options.ts'

const aDay = 86_400

/** After so many seconds a pattern begins anew. */
export function periodOf({ patternPeriod = aDay }: SimulateInput): number {
  return patternPeriod
}

/** When requests come; `trace` are the times of --trace. */
export function arrivalsOf(input: SimulateInput, trace: readonly number[] | null): ArrivalModel {
  const { rate, users, pattern, arrivals = 'poisson' } = input
  if (trace !== null) return { kind: 'trace', atSeconds: trace }
  if (users !== undefined)
    return { kind: 'closed', users, think: { kind: 'exponential', meanSeconds: input.think ?? 1 } }
  if (pattern !== undefined) {
    const periodSeconds = periodOf(input)
    const last = pattern.at(-1)?.atSeconds ?? 0
    if (last > periodSeconds)
      throw new OperatorError({
        sentence: `The last point of --pattern lies at ${last} s, behind its period of ${periodSeconds} s.`,
        hint: 'Give a longer --pattern-period, or earlier points.',
      })
    return { kind: 'pattern', points: pattern, periodSeconds }
  }
  const ratePerSecond = rate ?? 0
  if (arrivals !== 'bursts') return { kind: arrivals, ratePerSecond }
  const share = input.burstShare ?? 0.1
  if (share === 0 || share === 1)
    throw new OperatorError({
      sentence: `--burst-share must lie between 0 and 1, got ${share}.`,
      hint: 'Leave --arrivals bursts out where all of the time, or none of it, is a burst.',
    })
  return {
    kind: 'bursts',
    ratePerSecond,
    factor: input.burstFactor ?? 5,
    share,
    burstSeconds: input.burstLength ?? 10,
  }
}

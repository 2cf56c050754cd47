import type { ServiceModel } from './service-model.ts'

/** When requests come. */
export type ArrivalModel =
  /** At random, or as evenly as a clock. */
  | { kind: 'poisson' | 'uniform'; ratePerSecond: number }
  /** Poisson at two rates in turn (Markov-modulated): in a burst `factor` times as many; `share` of the time is bursts of `burstSeconds` in the mean. */
  | { kind: 'bursts'; ratePerSecond: number; factor: number; share: number; burstSeconds: number }
  /** Poisson at a rate that changes: a line from point to point, again after `periodSeconds`. */
  | {
      kind: 'pattern'
      points: readonly { atSeconds: number; ratePerSecond: number }[]
      periodSeconds: number
    }
  /** As recorded, in rising order. */
  | { kind: 'trace'; atSeconds: readonly number[] }
  /** So many users that wait for their answer and then think. */
  | { kind: 'closed'; users: number; think: ServiceModel }

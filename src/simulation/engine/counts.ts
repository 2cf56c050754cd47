/** Why an attempt was not answered: no place to wait, waited too long, its instance failed, no instance took work. */
export type Failure = 'refused' | 'timedOut' | 'lost' | 'unreachable'

/** What became of all that came. Always: arrived + inFlightBefore = completed + gaveUp + inFlight. */
export interface SimulationCounts {
  arrived: number
  completed: number
  gaveUp: number
  /** In the system when the count began, and when it ended. */
  inFlightBefore: number
  inFlight: number
  /** Each try by itself. */
  attempts: number
  failed: Record<Failure, number>
  retries: number
  /** Answered too late for the model's `slo`, or never; 0 where it has none. */
  missed: number
}

/** Nothing yet. */
export function noCounts(inFlightBefore = 0): SimulationCounts {
  return {
    arrived: 0,
    completed: 0,
    gaveUp: 0,
    inFlightBefore,
    inFlight: inFlightBefore,
    attempts: 0,
    failed: { refused: 0, timedOut: 0, lost: 0, unreachable: 0 },
    retries: 0,
    missed: 0,
  }
}

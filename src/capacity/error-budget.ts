import { assertNotNegative, assertPositive, assertShare } from './assert-station.ts'

/** What an SLO allows to fail, and what is left of it. */
export interface ErrorBudget {
  /** 1 - objective. */
  allowedShare: number
  /** Of the window, in which nothing may work at all. */
  downtimeSeconds: number
  /** Failed / total, and how many times the allowed share that is; null where nothing was counted. */
  errorShare: number | null
  burnRate: number | null
  /** Of the budget, 0 to 1 and beyond, by what has passed of the window. */
  spent: number | null
  /** Until the budget is gone at this rate; null where it is never. */
  secondsLeft: number | null
}

/**
 * The error budget of an objective (0.999) over a window, and how fast `failed` of `total` burn it where they came in the last
 * `observedSeconds`. Throws OperatorError on impossible input. Site Reliability Workbook, chapter 5: burn rate = error share / (1 - objective).
 */
export function errorBudget(input: {
  objective: number
  windowSeconds: number
  failed?: number
  total?: number
  /** The whole window where not given. */
  observedSeconds?: number
}): ErrorBudget {
  const { objective, windowSeconds, failed = 0, total = 0, observedSeconds = windowSeconds } = input
  assertShare(objective, 'The objective')
  assertPositive(windowSeconds, 'The window')
  assertPositive(observedSeconds, 'The time observed')
  assertNotNegative(total, 'The number of requests')
  assertNotNegative(failed, 'The number of failures')
  const allowedShare = 1 - objective
  const errorShare = total === 0 ? null : Math.min(1, failed / total)
  const burnRate = errorShare === null ? null : errorShare / allowedShare
  const spent = burnRate === null ? null : (burnRate * observedSeconds) / windowSeconds
  return {
    allowedShare,
    downtimeSeconds: allowedShare * windowSeconds,
    errorShare,
    burnRate,
    spent,
    secondsLeft:
      burnRate === null || spent === null || burnRate === 0
        ? null
        : (Math.max(0, 1 - spent) * windowSeconds) / burnRate,
  }
}

/** An alert on two windows: when the budget burns so fast over both, it fires. */
export interface BurnAlert {
  burnRate: number
  longSeconds: number
  shortSeconds: number
  /** Of the budget that is gone when it fires. */
  spent: number
  action: 'page' | 'ticket'
}

/** The alerts on several windows that the Site Reliability Workbook recommends for a window of 30 days, scaled to another one. Table 5-8. */
export function burnAlerts(windowSeconds: number): BurnAlert[] {
  assertPositive(windowSeconds, 'The window')
  const hour = 3600
  const rows: readonly (readonly [longHours: number, spent: number, action: 'page' | 'ticket'])[] = [
    [1, 0.02, 'page'],
    [6, 0.05, 'page'],
    [72, 0.1, 'ticket'],
  ]
  return rows.map(([longHours, spent, action]) => ({
    burnRate: (spent * windowSeconds) / (longHours * hour),
    longSeconds: longHours * hour,
    shortSeconds: (longHours * hour) / 12,
    spent,
    action,
  }))
}

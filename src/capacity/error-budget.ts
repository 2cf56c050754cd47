import { OperatorError } from '../core/index.ts'
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
 * `observedSeconds`. Throws OperatorError on impossible input, more failures than requests among it. Burn rate = error share / (1 - objective),
 * spent = burn rate x observed / window. Beyer and others, The Site Reliability Workbook, 2018, chapter 5.
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
  if (failed > total)
    throw new OperatorError({
      sentence: `${failed} failures of ${total} requests cannot be.`,
      hint: 'Give all requests as the total, those that failed among them.',
    })
  const allowedShare = 1 - objective
  const errorShare = total === 0 ? null : failed / total
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
        : ((1 - spent < rounding ? 0 : 1 - spent) * windowSeconds) / burnRate,
  }
}

/** What binary fractions may be off by, so that a budget that is just gone has no nanosecond left. */
const rounding = 1e-9

/** An alert on two windows: when the budget burns so fast over both, it fires. */
export interface BurnAlert {
  burnRate: number
  longSeconds: number
  shortSeconds: number
  /** Of the budget that is gone when it fires. */
  spent: number
  action: 'page' | 'ticket'
}

/**
 * The alerts on several windows that the Site Reliability Workbook recommends for a window of 30 days, scaled to another one: burn
 * rate = spent x window / long window. Left out is what would fire while the budget lasts (burn rate below 1), looks back over more than
 * the window, or could never fire (burn rate x (1 - objective) above 1). Throws OperatorError on a window not above 0 and an objective not
 * between 0 and 1. Beyer and others, The Site Reliability Workbook, 2018, table 5-8.
 */
export function burnAlerts(windowSeconds: number, objective = 0.999): BurnAlert[] {
  assertPositive(windowSeconds, 'The window')
  assertShare(objective, 'The objective')
  const hour = 3600
  const rows: readonly (readonly [longHours: number, spent: number, action: 'page' | 'ticket'])[] = [
    [1, 0.02, 'page'],
    [6, 0.05, 'page'],
    [72, 0.1, 'ticket'],
  ]
  return rows
    .map(([longHours, spent, action]) => ({
      burnRate: (spent * windowSeconds) / (longHours * hour),
      longSeconds: longHours * hour,
      shortSeconds: (longHours * hour) / 12,
      spent,
      action,
    }))
    .filter(
      ({ burnRate, longSeconds }) =>
        burnRate > 1 - rounding && longSeconds <= windowSeconds && burnRate * (1 - objective) < 1 + rounding,
    )
}

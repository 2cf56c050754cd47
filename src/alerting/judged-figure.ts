import type { FullIn } from './full-in-seconds.ts'
import type { AlertRule } from './rule.ts'
import { timeToEmpty } from './time-to-empty.ts'
import { timeWindow } from './time-window.ts'

/** What a rule compares with its limit, made of one value after the other. */
export interface JudgedFigure {
  /** The figure after this value; null while it cannot be told yet. `elapsedMs` never falls from call to call. */
  take(elapsedMs: number, value: number): number | null
  /** The interval of the last figure, where it was estimated. */
  interval(): FullIn | null
}

/** What `rule` judges of a series, before its first value. */
export function judgedFigure({ judge, overSeconds }: Pick<AlertRule, 'judge' | 'overSeconds'>): JudgedFigure {
  switch (judge) {
    case 'value':
      return { take: (_, value) => value, interval: () => null }
    case 'mean':
      return meanFigure(overSeconds)
    case 'increase':
      return increaseFigure(overSeconds)
    case 'time-to-empty':
      return emptyFigure()
  }
}

function meanFigure(overSeconds: number): JudgedFigure {
  const window = timeWindow(overSeconds)
  return {
    take(elapsedMs, value) {
      window.add(elapsedMs, value)
      // Sixty times 0.1 makes a mean that is not quite 0.1.
      return window.isCovered(elapsedMs) ? Number(window.mean(elapsedMs).toPrecision(12)) : null
    },
    interval: () => null,
  }
}

function increaseFigure(overSeconds: number): JudgedFigure {
  const window = timeWindow(overSeconds)
  let last: number | null = null
  return {
    take(elapsedMs, value) {
      // A count that falls began anew.
      if (last !== null) window.add(elapsedMs, value < last ? value : value - last)
      last = value
      return window.sum(elapsedMs)
    },
    interval: () => null,
  }
}

function emptyFigure(): JudgedFigure {
  const followed = timeToEmpty()
  return {
    take(elapsedMs, value) {
      followed.add(elapsedMs, value)
      const estimate = followed.estimate()
      if (estimate === 'unknown') return null
      return estimate === null ? Number.POSITIVE_INFINITY : estimate.seconds
    },
    interval() {
      const estimate = followed.estimate()
      return estimate === 'unknown' ? null : estimate
    },
  }
}

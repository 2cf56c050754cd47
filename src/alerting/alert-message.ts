import type { AlertState, Quantity } from '../core/index.ts'
import { formatQuantity } from '../report/index.ts'
import type { FullIn } from './full-in-seconds.ts'
import type { AlertRule } from './rule.ts'

/** What the sentence of an alert is made of. */
export interface Told {
  rule: AlertRule
  /** Its tags by name. */
  tags: Readonly<Record<string, string>>
  state: AlertState
  /** It resolved because something is told again, not because a value came back over the limit. */
  isBack: boolean
  /** What was judged last; null where nothing could be. */
  value: number | null
  interval: FullIn | null
  /** How long it has been so. */
  seconds: number
}

/** One sentence: the figure, the threshold and for how long. */
export function alertMessage(told: Told): string {
  const { rule, state, isBack, seconds } = told
  const subject = subjectOf(told)
  const limit = `${rule.direction} ${formatQuantity(rule.raise, rule.unit)}`
  const lasting = seconds < 1 ? '' : ` for ${duration(seconds)}`
  switch (state) {
    case 'pending':
      return `${subject} ${figure(told)}, ${limit}${lasting}; it counts after ${duration(rule.forSeconds)}.`
    case 'firing':
      return `${subject} ${figure(told)}, ${limit}${lasting}.`
    case 'resolved':
      return isBack ? backMessage(told) : `${subject} ${figure(told)}, no longer ${limit}.`
    case 'no-data':
      return `${subject} has told nothing for ${duration(seconds)}.`
  }
}

function backMessage(told: Told): string {
  const subject = subjectOf(told)
  return told.value === null ? `${subject} tells again.` : `${subject} tells again: it ${figure(told)}.`
}

function subjectOf({ rule, tags }: Told): string {
  const words = Object.entries(tags).map(([name, value]) => `${name}=${value}`)
  return words.length === 0 ? rule.title : `${rule.title} (${words.join(', ')})`
}

function figure({ rule, value, interval }: Told): string {
  const { judge, unit } = rule
  const over = duration(rule.overSeconds)
  switch (judge) {
    case 'value':
      return `is ${formatQuantity(value ?? Number.NaN, unit)}`
    case 'mean':
      return `is ${formatQuantity(value ?? Number.NaN, unit)} on average over ${over}`
    case 'increase':
      return `rose by ${formatQuantity(value ?? Number.NaN, unit)} in ${over}`
    case 'time-to-empty':
      return value === null || !Number.isFinite(value)
        ? 'does not run out'
        : `runs out in ${span(value, interval)}`
  }
}

function span(value: number, interval: FullIn | null): string {
  const rounded: Quantity = { value: Math.round(value), unit: 'seconds' }
  if (interval === null) return formatQuantity(rounded)
  return formatQuantity({ ...rounded, low: Math.round(interval.low), high: Math.round(interval.high) })
}

function duration(seconds: number): string {
  return formatQuantity(seconds < 1 ? seconds : Math.round(seconds), 'seconds')
}

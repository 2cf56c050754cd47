import { type Parsed, parseDuration, rejected } from '../core/index.ts'
import { formatQuantity } from '../report/index.ts'

/** A duration of at least and at most so many seconds. */
export function durationWithin(text: string, least: number, most: number): Parsed<number> {
  const seconds = parseDuration(text)
  if (!seconds.ok) return seconds
  const hint = `Give ${formatQuantity(least, 'seconds')} to ${formatQuantity(most, 'seconds')}.`
  if (seconds.value < least) return rejected('is too short', hint)
  return seconds.value > most ? rejected('is too long', hint) : seconds
}

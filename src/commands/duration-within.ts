import { type Parsed, parseDuration, rejected } from '../core/index.ts'
import { formatQuantity } from '../report/index.ts'

/** A duration of at least and at most so many seconds. */
export function durationWithin(text: string, least: number, most: number): Parsed<number> {
  const seconds = parseDuration(text)
  if (!seconds.ok) return seconds
  const typed = (bound: number): string =>
    formatQuantity(bound, 'seconds')
      .replaceAll(' ', '')
      .replace('min', 'm')
      .replace(/days?$/, 'd')
  const hint = `Give ${typed(least)} to ${typed(most)}.`
  if (seconds.value < least) return rejected('is too short', hint)
  return seconds.value > most ? rejected('is too long', hint) : seconds
}

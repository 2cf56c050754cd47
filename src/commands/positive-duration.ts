import { type Parsed, parseDuration } from '../core/index.ts'

/** A duration above 0. */
export function parsePositiveDuration(text: string): Parsed<number> {
  const duration = parseDuration(text)
  return duration.ok && duration.value === 0
    ? { ok: false, problem: 'must be above 0', hint: 'Write a duration, for example 10ms.' }
    : duration
}

import type { ClockOffset } from '../../core/index.ts'
import { decimalNumber } from './whole-number.ts'

/** `OFFSET UNCERTAINTY` in seconds; null when damaged. */
export function parseClockOffset(text: string): ClockOffset | null {
  const [offset, uncertainty, ...rest] = text.trim().split(/\s+/)
  const offsetSeconds = decimalNumber(offset)
  const uncertaintySeconds = decimalNumber(uncertainty)
  if (offsetSeconds === null || uncertaintySeconds === null || rest.length > 0) return null
  return { offsetSeconds, uncertaintySeconds: Math.abs(uncertaintySeconds) }
}

import { parseNumber } from './number.ts'
import { type Parsed, rejected, understood } from './parsed.ts'

/** 0-1 from `85%` or `0.85`; anything outside 0..1 is refused, so that a bare `85` cannot mean 8500 %. */
export function parseRatio(text: string): Parsed<number> {
  const hint = 'Write a share between 0 and 1, as 85% or 0.85.'
  const percent = text.endsWith('%')
  const number = parseNumber(percent ? text.slice(0, -1).trimEnd() : text)
  if (!number.ok) return rejected('is not a ratio', hint)
  // 99.9 / 100 is a hair above 0.999, which would ask for one more of a thousand.
  const value = percent ? Number((number.value / 100).toPrecision(15)) : number.value
  return value >= 0 && value <= 1 ? understood(value) : rejected('is not between 0 and 1', hint)
}

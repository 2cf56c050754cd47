import {
  type Parsed,
  parseDuration,
  parseNumber,
  parseRate,
  parseRatio,
  parseWhole,
  type Quantity,
  type Unit,
  understood,
} from '../../core/index.ts'
import { value } from '../command.ts'
import { parsePositiveDuration } from '../positive-duration.ts'

/** Options that many laws share, each with its words. */
export const rate = value('--rate <rate>', 'arrivals, as 200/s or 30/m', parseRate)
export const service = value('--service <duration>', 'mean time to serve one, as 10ms', parsePositiveDuration)
export const servers = value('--servers <n>', 'servers that share one queue', parseCount)
export const scv = value(
  '--scv <n>',
  'squared coefficient of variation of the service time: 0 constant, 1 exponential',
  parseScv,
)
export const waitTarget = value(
  '--wait-target <duration>',
  'the longest wait that is good, as 10ms',
  parseDuration,
)
export const fraction = value('--fraction <ratio>', 'of those who may wait no longer, as 95%', parseRatio)

export function parseCount(text: string): Parsed<number> {
  return parseWhole(text, { minimum: 1, maximum: 1e8 })
}

export function parseAmount(text: string): Parsed<number> {
  return parseNumber(text, { minimum: 0 })
}

/** A squared coefficient of variation; beyond a million no mean is worth anything. */
export function parseScv(text: string): Parsed<number> {
  return parseNumber(text, { minimum: 0, maximum: 1e6 })
}

/** Times separated by commas. */
export function parseDurations(text: string): Parsed<number[]> {
  const times: number[] = []
  for (const one of text.split(',')) {
    const parsed = parseDuration(one.trim())
    if (!parsed.ok) return parsed
    times.push(parsed.value)
  }
  return understood(times)
}

/** A quantity that was computed. */
export function of(amount: number, unit: Unit): Quantity {
  return { value: amount, unit }
}

import { type Parsed, rejected, understood } from './parsed.ts'

export interface Bounds {
  minimum?: number
  maximum?: number
}

const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i

/** A finite decimal number such as `12`, `0.5` or `1e3`; `NaN`, `0x10`, `1e309` and blanks are refused. */
export function parseNumber(text: string, bounds: Bounds = {}): Parsed<number> {
  if (!decimal.test(text)) return rejected('is not a number', 'Write a plain number, for example 20 or 0.5.')
  const value = Number(text)
  if (!Number.isFinite(value)) return rejected('is too large to be a number', 'Write a number below 1.8e308.')
  return withinBounds(value, bounds)
}

/** `value` when it is finite and within `bounds` (inclusive). */
export function withinBounds(value: number, { minimum, maximum }: Bounds): Parsed<number> {
  if (!Number.isFinite(value))
    return rejected('is not a finite number', 'Write a plain number, for example 20.')
  if (minimum !== undefined && value < minimum) {
    return rejected(`must be at least ${minimum}`, `Write a number from ${minimum} on.`)
  }
  if (maximum !== undefined && value > maximum) {
    return rejected(`must be at most ${maximum}`, `Write a number up to ${maximum}.`)
  }
  return understood(value)
}

/** As `parseNumber`, and whole. */
export function parseWhole(text: string, bounds: Bounds = {}): Parsed<number> {
  const number = parseNumber(text, bounds)
  if (number.ok && !Number.isInteger(number.value)) {
    return rejected('is not a whole number', 'Write a number without a fraction, for example 24.')
  }
  return number
}

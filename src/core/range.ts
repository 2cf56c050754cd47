import { parseNumber } from './number.ts'
import { type Parsed, rejected, understood } from './parsed.ts'

/** Points in a range without --force. */
export const maximumRangePoints = 100_000

/** A list of values that is not held in memory: `count` of them, `at(i)` the i-th. */
export interface Range {
  count: number
  at(index: number): number
  /** The largest of them, found without walking through all. */
  largest: number
}

/** `20`, a list `1,2,4` or an inclusive range with a step `10..200:10` (step 1 when left out). */
export function parseRange(text: string): Parsed<Range> {
  if (text.includes('..')) return parseSteppedRange(text)
  const values: number[] = []
  for (const item of text.split(',')) {
    if (/^0\d/.test(item.trim()))
      return rejected('has a comma in a number', 'Write 1000, not 1,000: a comma makes a list.')
    const number = parseNumber(item.trim())
    if (!number.ok) return rejected(number.problem, 'Write one number, a list 1,2,4 or a range 10..200:10.')
    values.push(number.value)
  }
  return understood({
    count: values.length,
    at: (index) => values[index] ?? Number.NaN,
    largest: values.reduce((largest, value) => Math.max(largest, value)),
  })
}

/** The values of `range`, one after the other. */
export function* valuesOf(range: Range): Iterable<number> {
  for (let index = 0; index < range.count; index++) yield range.at(index)
}

function parseSteppedRange(text: string): Parsed<Range> {
  const hint = 'Write FROM..TO:STEP, for example 10..200:10.'
  const dots = text.indexOf('..')
  const [last = '', stride = '1', ...surplus] = text.slice(dots + 2).split(':')
  const from = parseNumber(text.slice(0, dots).trim())
  const to = parseNumber(last.trim())
  const step = parseNumber(stride.trim())
  if (!from.ok || !to.ok || !step.ok || surplus.length > 0) return rejected('is not a range', hint)
  if (step.value <= 0)
    return rejected('has a step that does not go forward', 'Write a step above 0, for example 10..200:10.')
  if (to.value < from.value) {
    return rejected(
      'is a reversed range',
      `Write the smaller number first: ${to.value}..${from.value}:${step.value}.`,
    )
  }
  // Decimal steps such as 0..1:0.1 miss their last point by rounding, hence the hair of tolerance.
  const count = Math.floor((to.value - from.value) / step.value + 1e-9) + 1
  if (!Number.isSafeInteger(count)) return rejected('has too many points to count', 'Write a larger step.')
  const at = (index: number) => tidy(from.value + index * step.value)
  return understood({ count, at, largest: at(count - 1) })
}

function tidy(value: number): number {
  return Number.isSafeInteger(value) ? value : Number(value.toPrecision(12))
}

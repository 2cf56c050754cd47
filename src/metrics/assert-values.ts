import { OperatorError } from '../core/index.ts'

/** Throws OperatorError (exit 2) where `values` has fewer than `least` numbers, or one that is not finite; `what` names them. */
export function assertValues(values: readonly number[], what = 'A sample', least = 1): void {
  if (values.length < least)
    throw new OperatorError({
      sentence: `${what} needs at least ${least} ${least === 1 ? 'value' : 'values'}, got ${values.length}.`,
      hint: 'Measure more.',
    })
  const wrong = values.findIndex((value) => !Number.isFinite(value))
  if (wrong === -1) return
  throw new OperatorError({
    sentence: `${what} holds ${values[wrong]}, which is no number to compute with.`,
    hint: 'Leave out what was not measured.',
  })
}

/** The same, also where the values are so far apart that their differences are more than a number can hold. */
export function assertSpan(values: readonly number[], what: string, least = 1): void {
  assertValues(values, what, least)
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of values) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  if (!(high - low > widest)) return
  throw new OperatorError({
    sentence: `${what} holds values from ${low} to ${high}, too far apart to compute with.`,
    hint: 'Give them in a larger unit.',
  })
}

/** Sums of a thousand million such values are finite. */
const widest = 1e299

/** Throws OperatorError (exit 2) unless `value` lies between the two bounds, ends excluded. */
export function assertBetween(value: number, low: number, high: number, what: string): void {
  if (value > low && value < high) return
  const bounds =
    high === Number.POSITIVE_INFINITY ? `be finite and above ${low}` : `lie between ${low} and ${high}`
  throw new OperatorError({
    sentence: `${what} must ${bounds}, got ${value}.`,
    hint: 'Give another value.',
  })
}

/** Throws OperatorError (exit 2) unless `value` is a whole number from `low` to `high`, ends included. */
export function assertWhole(value: number, low: number, high: number, what: string): void {
  if (Number.isInteger(value) && value >= low && value <= high) return
  throw new OperatorError({
    sentence: `${what} must be a whole number from ${low} to ${high}, got ${value}.`,
    hint: 'Give another value.',
  })
}

/** A copy in rising order. */
export function sorted(values: readonly number[]): number[] {
  return Array.from(Float64Array.from(values).sort())
}

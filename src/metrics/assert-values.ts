import { OperatorError } from '../core/index.ts'

/** Throws OperatorError (exit 2) where `values` has fewer than `least` numbers, or one that is not finite; `what` names them. */
export function assertValues(values: readonly number[], what = 'A sample', least = 1): void {
  if (values.length < least)
    throw new OperatorError({
      sentence: `${what} needs at least ${least} ${least === 1 ? 'value' : 'values'}, got ${values.length}.`,
      hint: 'Measure more.',
    })
  const wrong = values.find((value) => !Number.isFinite(value))
  if (wrong === undefined) return
  throw new OperatorError({
    sentence: `${what} holds ${wrong}, which is no number to compute with.`,
    hint: 'Leave out what was not measured.',
  })
}

/** Throws OperatorError (exit 2) unless `value` lies between the two bounds, ends excluded. */
export function assertBetween(value: number, low: number, high: number, what: string): void {
  if (value > low && value < high) return
  throw new OperatorError({
    sentence: `${what} must lie between ${low} and ${high}, got ${value}.`,
    hint: 'Give another value.',
  })
}

/** A copy in rising order. */
export function sorted(values: readonly number[]): number[] {
  return Array.from(Float64Array.from(values).sort())
}

import { OperatorError } from '../core/index.ts'
import { assertValues } from './assert-values.ts'

/** Holm's adjusted p-values, in the order given: at or below alpha, they bound the chance of any false alarm by it. Throws OperatorError on none, and on a p outside 0 to 1. Holm 1979. */
export function holm(pValues: readonly number[]): number[] {
  assertValues(pValues, "Holm's correction")
  const wrong = pValues.find((p) => !(p >= 0 && p <= 1))
  if (wrong !== undefined)
    throw new OperatorError({ sentence: `A p-value lies from 0 to 1, got ${wrong}.`, hint: 'Give p-values.' })
  const order = pValues.map((_, index) => index).sort((a, b) => (pValues[a] ?? 0) - (pValues[b] ?? 0))
  const adjusted = Array.from(pValues, () => 0)
  let largest = 0
  for (const [place, index] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (pValues.length - place) * (pValues[index] ?? 0)))
    adjusted[index] = largest
  }
  return adjusted
}

import { placeOf } from './frame-origin.ts'
import type { FunctionCost } from './top-functions.ts'

/** `parse (json.py:7)`: a function with its place, as far as it is known. */
export function named(cost: FunctionCost): string {
  const place = placeOf({ file: cost.file?.replace(/^.*\//, '') ?? null, line: cost.line })
  return place === '' ? cost.name : `${cost.name} (${place})`
}

/** The caller that says more than `first`, the costliest function, says alone; null where there is none. */
export function tellingCaller(first: FunctionCost, byTotal: readonly FunctionCost[]): FunctionCost | null {
  // Whoever calls everything tells nothing, nor does code without a name.
  const caller = byTotal.find(
    ({ name, totalShare, selfShare }) => totalShare < 0.95 && totalShare > selfShare && !name.startsWith('['),
  )
  const wide = caller !== undefined && caller.name !== first.name && caller.totalShare > first.selfShare
  return wide ? caller : null
}

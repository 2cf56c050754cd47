import { OperatorError } from '../core/index.ts'
import type { Backend } from './balancer.ts'

/** How many a backend has open, as `started` and `ended` count them. */
export interface OpenWork {
  open: number
}

export function opened(work: OpenWork): void {
  work.open++
}

export function closed(work: OpenWork): void {
  if (work.open > 0) work.open--
}

/** The caller's own count where the backend has one, else ours. Throws OperatorError on a count that is none. */
export function openOf({ id, connections }: Backend, counted: OpenWork): number {
  if (connections === undefined) return counted.open
  if (Number.isFinite(connections) && connections >= 0) return connections
  throw new OperatorError({
    sentence: `The connections of ${id} must be a finite number of at least 0, got ${connections}.`,
    hint: 'Leave them out to have them counted.',
  })
}

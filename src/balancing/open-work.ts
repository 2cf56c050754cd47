import { OperatorError } from '../core/index.ts'
import type { Backend } from './balancer.ts'

/** Counts what every backend has open. */
export interface OpenWork {
  /** The caller's own count where the backend has one. Throws OperatorError on a count that is none. */
  of(backend: Backend): number
  started(id: string): void
  ended(id: string): void
}

export function openWork(): OpenWork {
  const counts = new Map<string, number>()
  return {
    of({ id, connections }) {
      if (connections === undefined) return counts.get(id) ?? 0
      if (Number.isFinite(connections) && connections >= 0) return connections
      throw new OperatorError({
        sentence: `The connections of ${id} must be a finite number of at least 0, got ${connections}.`,
        hint: 'Leave them out to have them counted.',
      })
    },
    started(id) {
      counts.set(id, (counts.get(id) ?? 0) + 1)
    },
    ended(id) {
      const left = (counts.get(id) ?? 0) - 1
      if (left > 0) counts.set(id, left)
      else counts.delete(id)
    },
  }
}

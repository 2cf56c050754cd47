import { OperatorError } from '../core/index.ts'

/** One instance that may get work. */
export interface Backend {
  readonly id: string
  /** Its share of the work, 1 when left out; 0 gets none. */
  weight?: number
  /** What it has open now, where the caller counts; a balancer counts by `started` and `ended` otherwise. */
  connections?: number
  /** True when left out. */
  healthy?: boolean
}

/** Chooses who gets the next piece of work. State is kept per id, so backends may come, go, fall ill and recover. */
export interface Balancer {
  /** One of the healthy backends; null where there is none. Throws OperatorError on a weight or a count that is none. */
  pick(backends: readonly Backend[]): Backend | null
  /** A piece of work was handed to `id`. */
  started?(id: string): void
  /** It came back after `seconds`, at `atSeconds` on the caller's clock. */
  ended?(id: string, outcome: { ok: boolean; seconds: number; atSeconds: number }): void
}

export function isHealthy({ healthy }: Backend): boolean {
  return healthy !== false
}

/** The weight of a backend. Throws OperatorError unless it is a finite number of at least 0. */
export function weightOf({ id, weight = 1 }: Backend): number {
  if (Number.isFinite(weight) && weight >= 0) return weight
  throw new OperatorError({
    sentence: `The weight of ${id} must be a finite number of at least 0, got ${weight}.`,
    hint: 'Write for example --target http://a:8000,weight=3.',
  })
}

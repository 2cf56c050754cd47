import { OperatorError } from '../core/index.ts'

/** Throws OperatorError (exit 2) unless `value` is finite and above 0. */
export function assertPositive(value: number, what: string): void {
  if (Number.isFinite(value) && value > 0) return
  throw new OperatorError({
    sentence: `${what} must be a finite number above 0, got ${value}.`,
    hint: 'Give another value.',
  })
}

/** Throws OperatorError (exit 2) unless `value` is finite and at least 0. */
export function assertNotNegative(value: number, what: string): void {
  if (Number.isFinite(value) && value >= 0) return
  throw new OperatorError({
    sentence: `${what} must be a finite number of at least 0, got ${value}.`,
    hint: 'Give another value.',
  })
}

/** Throws OperatorError (exit 2) unless `value` is a whole number of at least `least`; above a hundred million, counting would not end. */
export function assertCount(value: number, what: string, least = 1): void {
  if (Number.isInteger(value) && value >= least && value <= mostCounted) return
  throw new OperatorError({
    sentence: `${what} must be a whole number from ${least} to ${mostCounted}, got ${value}.`,
    hint: 'Give another value.',
  })
}

const mostCounted = 1e8

/** Throws OperatorError (exit 2) unless `value` lies between 0 and 1; `ends` says which of them it may be. */
export function assertShare(value: number, what: string, ends: 'none' | 'zero' | 'both' = 'none'): void {
  const isEnd = (value === 0 && ends !== 'none') || (value === 1 && ends === 'both')
  if (isEnd || (value > 0 && value < 1)) return
  throw new OperatorError({
    sentence: `${what} must lie between 0 and 1, got ${value}.`,
    hint:
      value === 1
        ? 'Give a share below 100 %, as 99%.'
        : value === 0
          ? 'Give a share above 0 %, as 1%.'
          : 'Give it as a share, 0.95 for 95 %.',
  })
}

/** Throws OperatorError (exit 2) where work comes as fast as `servers` can do it, or faster: the queue would grow for ever. */
export function assertStable(load: number, servers: number, what = 'The station'): void {
  if (load < servers) return
  const enough = Math.floor(load) + 1
  throw new OperatorError({
    sentence: `${what} is not stable: it is offered ${shown(load)} servers' work and has ${shown(servers)} (utilization ${shown(load / servers)}), so its queue grows for ever.`,
    hint: `Give it at least ${enough} ${enough === 1 ? 'server' : 'servers'}, a rate below ${shown(servers / load)} of this one, or a shorter service time.`,
  })
}

function shown(value: number): string {
  return String(Number(value.toPrecision(4)))
}

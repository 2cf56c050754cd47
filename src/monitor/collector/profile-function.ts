import type { Collector } from './collector.ts'
import { assertName } from './collector-input.ts'

/**
 * `fn` under measurement: each call records NAME.duration (timer), NAME.calls, and NAME.success or NAME.errors (counters). What it
 * returns or throws is passed on as it is; `this`, its name and its length stay. A promise, or anything else with `then`, is timed
 * until it settles, and answered by a promise that settles alike, so that a rejection that nobody handles is still told.
 * Throws OperatorError on an empty name.
 */
export function profileFunction<A extends unknown[], R>(
  collector: Collector,
  name: string,
  fn: (...args: A) => R,
): (...args: A) => R {
  assertName(name)
  const begin = measurement(collector, name)
  const profiled = function (this: unknown, ...args: A): R {
    const end = begin()
    let result: R
    try {
      result = fn.apply(this, args)
    } catch (error) {
      endFailed(end)
      throw error
    }
    if (isThenable(result)) return followed(result, end)
    end('success')
    return result
  }
  return Object.defineProperties(profiled, {
    name: { value: fn.name, configurable: true },
    length: { value: fn.length, configurable: true },
  })
}

type End = (outcome: 'success' | 'errors') => void

/** Starts the clock of one call; what it returns stops it and records the call. */
function measurement(collector: Collector, name: string): () => End {
  const now = () => collector.clockSeconds?.() ?? performance.now() / 1000
  const [duration, calls] = [`${name}.duration`, `${name}.calls`]
  return () => {
    const from = now()
    return (outcome) => {
      // A wall clock may have stepped back meanwhile.
      collector.record(duration, Math.max(0, now() - from), 'timer')
      collector.record(calls, 1, 'counter')
      collector.record(`${name}.${outcome}`, 1, 'counter')
    }
  }
}

/** What the function threw is worth more to its caller than what the collector refuses. */
function endFailed(end: End): void {
  try {
    end('errors')
  } catch {
    // Set up wrongly, as every call that succeeds says.
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return false
  return 'then' in value && typeof value.then === 'function'
}

function followed<R>(result: R & PromiseLike<unknown>, end: End): R {
  const promise: Promise<unknown> = result instanceof Promise ? result : Promise.resolve(result)
  // No type says that what `then` answers is of the same kind: a promise of the same value.
  const settled: unknown = promise.then(
    (value) => {
      end('success')
      return value
    },
    (error: unknown) => {
      endFailed(end)
      throw error
    },
  )
  return settled as R
}

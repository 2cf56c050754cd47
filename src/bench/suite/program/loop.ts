import { nowMs } from './clock.ts'

/** Where results go, so that the work which made them has to be done. */
export const sink: { value: unknown } = { value: undefined }

/** Times `count` calls of one function; the answer is in seconds for all of them. */
export type Batch = (count: number) => number | Promise<number>

/** So many calls in each turn of the loop of a batch that is a multiple of it, which then costs a quarter. */
const callsInTurn = 4

/** The least number of calls, not below `count`, that a batch is quick to count; up to 16 it is `count` itself. */
export function batchSize(count: number): number {
  return count <= 4 * callsInTurn ? Math.ceil(count) : Math.ceil(count / callsInTurn) * callsInTurn
}

/**
 * A loop of its own for `fn`: compiled anew, so that the engine sees only this function at its call sites and may inline it, as it
 * would in the program that calls it.
 */
export function batchOf(fn: () => unknown, isAsync: boolean): Batch {
  const one = loopOf(fn, isAsync, ['a'])
  const several = loopOf(fn, isAsync, ['a', 'b', 'c', 'd'])
  return (count) => (count % callsInTurn === 0 ? several(count) : one(count))
}

/** A loop with a call in each turn for each of `results`. */
function loopOf(fn: () => unknown, isAsync: boolean, results: readonly string[]): Batch {
  const names = results.join(', ')
  const calls = results.map((name) => `${name} = ${isAsync ? 'await ' : ''}call()`).join('; ')
  // Locals, for what a closure holds is read anew in each turn, and a store into old memory costs more than a small function.
  const source = `return ${isAsync ? 'async ' : ''}(count) => {
    const call = fn
    let ${names}
    const from = nowMs()
    for (let i = 0; i < count; i += ${results.length}) { ${calls} }
    const seconds = (nowMs() - from) / 1000
    sink.value = [${names}]
    return seconds
  }`
  return new Function('fn', 'sink', 'nowMs', source)(fn, sink, nowMs) as Batch
}

/** Calls that threw, and what the first of them said. */
export interface Failures {
  count: number
  first: string | null
}

/** The same with the calls that did not throw, as far as they are counted: once one has thrown. */
export interface Outcomes extends Failures {
  successes: number
}

/** The same for a function that has thrown before: failing calls are counted and timed as they are, and the loop goes on. */
export function checkedBatchOf(fn: () => unknown, isAsync: boolean, outcomes: Outcomes): Batch {
  const note = (error: unknown): void => {
    outcomes.count++
    outcomes.first ??= messageOf(error)
  }
  if (isAsync)
    return async (count) => {
      const from = nowMs()
      for (let i = 0; i < count; i++) {
        try {
          sink.value = await fn()
          outcomes.successes++
        } catch (error) {
          note(error)
        }
      }
      return (nowMs() - from) / 1000
    }
  return (count) => {
    const from = nowMs()
    for (let i = 0; i < count; i++) {
      try {
        sink.value = fn()
        outcomes.successes++
      } catch (error) {
        note(error)
      }
    }
    return (nowMs() - from) / 1000
  }
}

/** What an error says, in one line. */
export function messageOf(error: unknown): string {
  const text =
    error instanceof Error ? error.message || error.name : `threw ${String(error)}, which is no Error`
  return text.split('\n')[0]?.slice(0, 300) ?? ''
}

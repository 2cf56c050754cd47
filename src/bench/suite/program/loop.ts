import { nowMs } from './clock.ts'

/** Where results go, so that the work which made them has to be done. */
export const sink: { value: unknown } = { value: undefined }

/** Times `count` calls of one function; the answer is in seconds for all of them. */
export type Batch = (count: number) => number | Promise<number>

/**
 * A loop of its own for `fn`: compiled anew, so that the engine sees only this function at its call site and may inline it, as it
 * would in the program that calls it.
 */
export function batchOf(fn: () => unknown, isAsync: boolean): Batch {
  const source = isAsync
    ? `return async (count) => {
         const from = nowMs()
         for (let i = 0; i < count; i++) sink.value = await fn()
         return (nowMs() - from) / 1000
       }`
    : `return (count) => {
         const from = nowMs()
         for (let i = 0; i < count; i++) sink.value = fn()
         return (nowMs() - from) / 1000
       }`
  return new Function('fn', 'sink', 'nowMs', source)(fn, sink, nowMs) as Batch
}

/** Calls that threw, and what the first of them said. */
export interface Failures {
  count: number
  first: string | null
}

/** The same for a function that has thrown before: failing calls are counted and timed as they are, and the loop goes on. */
export function checkedBatchOf(fn: () => unknown, isAsync: boolean, failures: Failures): Batch {
  const note = (error: unknown): void => {
    failures.count++
    failures.first ??= messageOf(error)
  }
  if (isAsync)
    return async (count) => {
      const from = nowMs()
      for (let i = 0; i < count; i++) {
        try {
          sink.value = await fn()
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
      } catch (error) {
        note(error)
      }
    }
    return (nowMs() - from) / 1000
  }
}

/** What an error says, in one line. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error)
  return text.split('\n')[0]?.slice(0, 300) ?? ''
}

import { type PerformanceEntry, PerformanceObserver } from 'node:perf_hooks'
import { nowMs } from './clock.ts'
import { batchOf } from './loop.ts'

const tries = 5

/**
 * Bytes of heap that one call allocates, the median of five batches without a garbage collection in them; null where even a single
 * call has one.
 */
export async function heapPerOperation(
  fn: () => unknown,
  isAsync: boolean,
  operations: number,
  collectGarbage: () => void,
): Promise<number | null> {
  const collections = watchCollections()
  try {
    const grownBy = async (batch: (count: number) => unknown, count: number): Promise<number | null> => {
      collectGarbage()
      const from = nowMs()
      const before = process.memoryUsage().heapUsed
      await batch(count)
      const grown = process.memoryUsage().heapUsed - before
      return (await collections.happenedSince(from)) ? null : grown
    }
    const batch = batchOf(fn, isAsync)
    const found: number[] = []
    let count = Math.max(1, Math.min(operations, 1000))
    for (let round = 0; round < tries * 4 && found.length < tries; round++) {
      const grown = await grownBy(batch, count)
      if (grown !== null) found.push(grown / count)
      else if (count > 1) {
        count = Math.max(1, Math.floor(count / 4))
        found.length = 0
      }
    }
    const middle = found.sort((a, b) => a - b)[found.length >> 1]
    const empty = batchOf(() => undefined, false)
    await empty(1)
    const overhead = (await grownBy(empty, 1)) ?? 0
    return middle === undefined ? null : Math.max(0, middle - Math.max(0, overhead) / count)
  } finally {
    collections.close()
  }
}

/** Node tells of collections some turns of the event loop later. */
function watchCollections(): { happenedSince(ms: number): Promise<boolean>; close(): void } {
  const seen: PerformanceEntry[] = []
  const observer = new PerformanceObserver((list) => {
    seen.push(...list.getEntries())
  })
  observer.observe({ entryTypes: ['gc'] })
  return {
    async happenedSince(ms) {
      for (let turn = 0; turn < 4; turn++) await new Promise(setImmediate)
      return seen.some(({ startTime }) => startTime >= ms)
    },
    close: () => observer.disconnect(),
  }
}

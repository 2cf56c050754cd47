import { batchOf } from './loop.ts'

const tries = 5

/**
 * Bytes of heap that one call allocates, the median of five batches without a garbage collection in them; null where each of
 * them collected.
 */
export async function heapPerOperation(
  fn: () => unknown,
  isAsync: boolean,
  operations: number,
  collectGarbage: () => void,
): Promise<number | null> {
  const batch = batchOf(fn, isAsync)
  let count = Math.max(1, Math.min(operations, 1000))
  const found: number[] = []
  for (let round = 0; round < tries * 4 && found.length < tries; round++) {
    collectGarbage()
    const before = process.memoryUsage().heapUsed
    await batch(count)
    const grown = process.memoryUsage().heapUsed - before
    // Less than before means that it was collected meanwhile.
    if (grown < 0) count = Math.max(1, Math.floor(count / 4))
    else found.push(grown / count)
  }
  found.sort((a, b) => a - b)
  const overhead = await emptyHeap(collectGarbage)
  const middle = found[found.length >> 1]
  return middle === undefined ? null : Math.max(0, middle - overhead / count)
}

/** What reading the heap takes of it. */
async function emptyHeap(collectGarbage: () => void): Promise<number> {
  const batch = batchOf(() => undefined, false)
  await batch(1)
  collectGarbage()
  const before = process.memoryUsage().heapUsed
  await batch(1)
  return Math.max(0, process.memoryUsage().heapUsed - before)
}

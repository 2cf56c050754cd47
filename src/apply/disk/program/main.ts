import type { DiskAnswer, DiskOrder } from '../disk-order.ts'
import { openDirectly } from './direct-file.ts'
import { enoughOperations, percentilesOf } from './percentiles.ts'
import { readAtRandom, syncAtRandom } from './random-places.ts'
import { readSequentially, writeSequentially } from './sequential.ts'
import { openUnnamedFile } from './unnamed-file.ts'

// The program of one round on a disk: node disk.mjs ORDER. It prints its answer as one line of JSON. The file goes when the
// process does, and the process goes when nobody waits for it any more.

const readBytes = 2 ** 20

const parent = process.ppid
const order = JSON.parse(process.argv[2] ?? '') as DiskOrder
process.stdout.write(`${JSON.stringify(measure(order))}\n`, () => process.exit(0))

function measure({ directory, chunkBytes, ...rest }: DiskOrder): DiskAnswer {
  const file = openUnnamedFile(directory)
  const deadline = (seconds: number) => ({ seconds, assertWanted })
  const many = (seconds: number) => ({ ...deadline(seconds), leastTimes: enoughOperations })
  const written = writeSequentially(file, {
    ...deadline(rest.writeSeconds),
    fileBytes: rest.fileBytes,
    chunkBytes,
  })
  const fileBytes = written.bytes
  const syncs = percentilesOf('sync', syncAtRandom(file, { ...many(rest.syncSeconds), fileBytes }))
  const writes: DiskAnswer = {
    values: { write: written.bytesPerSecond, ...syncs.values },
    missing: syncs.missing,
  }
  const direct = openDirectly(file, readBytes)
  if (direct === null) {
    const reason = `Reads of ${directory} would come from the page cache: its filesystem allows no others (O_DIRECT).`
    const missing = Object.fromEntries(
      ['read', 'randomReadP50', 'randomReadP99'].map((name) => [name, reason]),
    )
    return { values: writes.values, missing: { ...writes.missing, ...missing } }
  }
  const reading = readSequentially(direct, { ...deadline(rest.readSeconds), fileBytes })
  const reads = percentilesOf(
    'randomRead',
    readAtRandom(direct, { ...many(rest.randomReadSeconds), fileBytes }),
  )
  return {
    values: { ...writes.values, read: reading.bytesPerSecond, ...reads.values },
    missing: { ...writes.missing, ...reads.missing },
  }
}

/** A killed lewis-perf leaves this process to another parent. */
function assertWanted(): void {
  if (process.ppid !== parent) process.exit(1)
}

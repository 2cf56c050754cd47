import { eachStretchSince, firstSince, type RingSeries, slotOf } from './ring-series.ts'

/** A series of which all points before `place` were taken. */
interface Part {
  ring: RingSeries
  place: number
}

/** What is read of several series at once. */
interface Reading {
  parts: readonly Part[]
  sinceSeconds: number
  /** The place in the shared count that the next point will have, modulo 2^32. */
  nextOrder: number
  take: (values: Float64Array) => void
}

/**
 * Calls `take` with the values of the points of all `rings` from `sinceSeconds` on, in the order in which they came, in stretches
 * that hold them during the call only. The places of the points come from one count, which stands at `nextOrder`; all lie within its
 * last 2^32. The values are finite.
 */
export function eachInOrderOfRecord(
  rings: readonly RingSeries[],
  { sinceSeconds, nextOrder }: { sinceSeconds: number; nextOrder: number },
  take: (values: Float64Array) => void,
): void {
  const parts = rings
    .map((ring) => ({ ring, place: firstSince(ring, sinceSeconds) }))
    .filter(({ ring, place }) => place < ring.length)
  const [only] = parts
  if (only !== undefined && parts.length === 1) eachStretchSince(only.ring, sinceSeconds, take)
  if (parts.length < 2) return
  const reading: Reading = { parts, sinceSeconds, nextOrder, take }
  const oldest = parts.reduce((least, part) => Math.min(least, rankOf(reading, part)), turn)
  const points = parts.reduce((sum, { ring, place }) => sum + ring.length - place, 0)
  if (turn - oldest <= sparse * points) takeByBlocks(reading, oldest)
  else takeSorted(reading, points)
}

/** The count begins anew after so many. */
const turn = 2 ** 32
/** With more places than this for each point, most of them of points that are gone, looking at each place costs more than sorting. */
const sparse = 16
/** Of so many places at once the values lie side by side, within a processor's cache. */
const blockPlaces = 2 ** 16

/** How the next point of a part ranks: the newest of all has 2^32 - 1. */
function rankOf({ nextOrder }: Reading, { ring, place }: Part): number {
  return ((ring.orders[slotOf(ring, place)] ?? 0) - nextOrder) >>> 0
}

/** Puts the values of a stretch of ranks at their places, hands them over, and goes on to the next stretch: no comparisons. */
function takeByBlocks(reading: Reading, oldest: number): void {
  const block = new Float64Array(Math.min(blockPlaces, turn - oldest))
  for (let start = oldest; start < turn; start += block.length) {
    block.fill(Number.NaN)
    for (const part of reading.parts) fillBlock(block, start, reading, part)
    const values = closeGaps(block)
    if (values.length > 0) reading.take(values)
  }
}

function fillBlock(block: Float64Array, start: number, reading: Reading, part: Part): void {
  const { ring } = part
  for (; part.place < ring.length; part.place++) {
    const index = rankOf(reading, part) - start
    if (index >= block.length) return
    const slot = slotOf(ring, part.place)
    if ((ring.times[slot] ?? Number.NaN) >= reading.sinceSeconds)
      block[index] = ring.values[slot] ?? Number.NaN
  }
}

function closeGaps(block: Float64Array): Float64Array {
  let count = 0
  for (let index = 0; index < block.length; index++) {
    const value = block[index] ?? Number.NaN
    if (!Number.isNaN(value)) block[count++] = value
  }
  return block.subarray(0, count)
}

/** Sorts ranks, each with the number of its part in its last digits: the parts themselves are in order already. */
function takeSorted(reading: Reading, points: number): void {
  const { parts, sinceSeconds, take } = reading
  const keys = new Float64Array(points)
  let count = 0
  for (const [number, { ring, place }] of parts.entries())
    for (let next = place; next < ring.length; next++)
      keys[count++] = rankOf(reading, { ring, place: next }) * parts.length + number
  const values = new Float64Array(points)
  let taken = 0
  for (const key of keys.sort()) {
    const part = parts[key % parts.length]
    if (part === undefined) continue
    const slot = slotOf(part.ring, part.place++)
    if ((part.ring.times[slot] ?? Number.NaN) >= sinceSeconds)
      values[taken++] = part.ring.values[slot] ?? Number.NaN
  }
  if (taken > 0) take(values.subarray(0, taken))
}

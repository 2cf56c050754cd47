/**
 * Points of one series in the order in which they came, in typed arrays that grow by doubling up to `maximumPoints`; from then on
 * the newest takes the place of the oldest.
 */
export interface RingSeries {
  readonly maximumPoints: number
  /** In seconds, as they came: where a clock stepped back they do not rise. */
  times: Float64Array
  values: Float64Array
  /** The place of each point in a count that several series may share, modulo 2^32. */
  orders: Uint32Array
  /** Where the oldest lies. */
  first: number
  length: number
  /** Points that ever came. */
  appended: number
  /** How many points had come before the latest one that was earlier than its predecessor; 0 where none was. */
  steppedBackAt: number
  /** The time of the last point that gave way to a newer one, not to its age; -Infinity where none did. */
  overwrittenSeconds: number
}

/** What a point takes: its time, its value and its place. */
export const bytesPerPoint = 20

/** An empty series for at most `maximumPoints` points, a whole number of at least 1. */
export function ringSeries(maximumPoints: number): RingSeries {
  const capacity = Math.min(smallest, maximumPoints)
  return {
    maximumPoints,
    times: new Float64Array(capacity),
    values: new Float64Array(capacity),
    orders: new Uint32Array(capacity),
    first: 0,
    length: 0,
    appended: 0,
    steppedBackAt: 0,
    overwrittenSeconds: Number.NEGATIVE_INFINITY,
  }
}

/** So small that arrays lie in the heap of the engine itself, where one costs next to nothing. */
const smallest = 8

/** Adds the newest point; a full ring loses its oldest. */
export function appendPoint(ring: RingSeries, seconds: number, value: number, order: number): void {
  if (ring.length === ring.times.length) makeRoom(ring)
  const before = ring.length > 0 ? ring.times[slotOf(ring, ring.length - 1)] : undefined
  if (before !== undefined && seconds < before) ring.steppedBackAt = ring.appended
  const slot = slotOf(ring, ring.length)
  ring.times[slot] = seconds
  ring.values[slot] = value
  ring.orders[slot] = order
  ring.length++
  ring.appended++
}

/** Drops the oldest points as long as they are earlier than `seconds`; one that is not shields those that came after it. */
export function dropBefore(ring: RingSeries, seconds: number): void {
  while (ring.length > 0 && (ring.times[ring.first] ?? seconds) < seconds) dropOldest(ring)
}

/** Calls `take` with each point from `sinceSeconds` on, that moment included, the oldest first. */
export function eachSince(
  ring: RingSeries,
  sinceSeconds: number,
  take: (value: number, seconds: number) => void,
): void {
  for (let place = firstSince(ring, sinceSeconds); place < ring.length; place++) {
    const slot = slotOf(ring, place)
    const seconds = ring.times[slot] ?? Number.NaN
    if (seconds >= sinceSeconds) take(ring.values[slot] ?? Number.NaN, seconds)
  }
}

/**
 * Calls `take` with the same points' values in stretches, which hold them during the call only: views of the ring where its times
 * rise, so that nothing is copied.
 */
export function eachStretchSince(
  ring: RingSeries,
  sinceSeconds: number,
  take: (values: Float64Array) => void,
): void {
  const { values, length } = ring
  if (!isInOrder(ring)) {
    const kept: number[] = []
    eachSince(ring, sinceSeconds, (value) => kept.push(value))
    if (kept.length > 0) take(Float64Array.from(kept))
    return
  }
  const place = firstSince(ring, sinceSeconds)
  if (place === length) return
  const from = slotOf(ring, place)
  const to = from + length - place
  take(values.subarray(from, to))
  if (to > values.length) take(values.subarray(0, to - values.length))
}

/** Before this place, counted from the oldest, no point is from `sinceSeconds` or later; after it all are, unless the clock stepped back. */
export function firstSince(ring: RingSeries, sinceSeconds: number): number {
  if (!isInOrder(ring)) return 0
  let low = 0
  let high = ring.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ring.times[slotOf(ring, middle)] ?? sinceSeconds) < sinceSeconds) low = middle + 1
    else high = middle
  }
  return low
}

/** Where the point lies that has this place, counted from the oldest. */
export function slotOf(ring: RingSeries, place: number): number {
  const slot = ring.first + place
  return slot < ring.times.length ? slot : slot - ring.times.length
}

function isInOrder(ring: RingSeries): boolean {
  return ring.steppedBackAt <= ring.appended - ring.length
}

function makeRoom(ring: RingSeries): void {
  const capacity = ring.times.length
  if (capacity < ring.maximumPoints) {
    grow(ring, Math.min(ring.maximumPoints, capacity * 2))
    return
  }
  ring.overwrittenSeconds = ring.times[ring.first] ?? Number.NEGATIVE_INFINITY
  dropOldest(ring)
}

/** Lays the points out anew from the start of larger arrays; the ring is full. */
function grow(ring: RingSeries, capacity: number): void {
  ring.times = unrolled(new Float64Array(capacity), ring.times, ring.first)
  ring.values = unrolled(new Float64Array(capacity), ring.values, ring.first)
  ring.orders = unrolled(new Uint32Array(capacity), ring.orders, ring.first)
  ring.first = 0
}

function unrolled<T extends Float64Array | Uint32Array>(into: T, from: T, first: number): T {
  into.set(from.subarray(first))
  into.set(from.subarray(0, first), from.length - first)
  return into
}

function dropOldest(ring: RingSeries): void {
  ring.first = slotOf(ring, 1)
  ring.length--
}

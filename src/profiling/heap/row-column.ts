const firstRows = 2 ** 14

/**
 * How many rows there is room for next, `rows` of `declared` being full: twice as many, but never more than declared. Memory
 * thus follows what was read, whatever a damaged header claims.
 */
export function nextRoom(rows: number, declared: number): number {
  return Math.min(Math.max(rows * 2, firstRows), declared)
}

/** All of `from` in `to`, which has room for more. */
export function moved<A extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(from: A, to: A): A {
  to.set(from)
  return to
}

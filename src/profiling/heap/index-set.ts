import { moved } from './row-column.ts'

/** A set of small whole numbers, a bit each. */
export interface IndexSet {
  add(index: number): void
  has(index: number): boolean
  /** The largest number that was added; -1 for none. */
  readonly largest: number
}

/** An empty set. */
export function indexSet(): IndexSet {
  let bits = new Uint8Array(2 ** 12)
  let largest = -1
  return {
    add(index) {
      const byte = index >>> 3
      if (index > largest) largest = index
      if (byte >= bits.length) bits = moved(bits, new Uint8Array(Math.max(bits.length * 2, byte + 1)))
      bits[byte] = (bits[byte] ?? 0) | (1 << (index & 7))
    },
    has: (index) => ((bits[index >>> 3] ?? 0) & (1 << (index & 7))) !== 0,
    get largest() {
      return largest
    },
  }
}

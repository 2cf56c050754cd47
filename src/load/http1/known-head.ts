import type { ResponseHead } from './framing-headers.ts'

/** Remembers the last head of a server, for most of them say the same but for the date. */
export interface KnownHead {
  /** Of the head that is remembered. */
  readonly meaning: Readonly<ResponseHead>
  /** The position after a head in `bytes` that is byte for byte the one remembered; -1 where it is not. */
  skip(bytes: Buffer, from: number, to: number): number
  remember(bytes: Buffer, from: number, to: number, head: Readonly<ResponseHead>): void
}

/** After so many in a row that differ it is not looked at for a while: nothing is won where every head is another. */
const mostMisses = 8
const restTurns = 512

export function knownHead(): KnownHead {
  let known: Buffer | null = null
  let meaning: ResponseHead = { status: 0, keepsAlive: true, length: -1, isChunked: false, isCoded: false }
  let misses = 0
  let rest = 0
  return {
    get meaning() {
      return meaning
    },
    skip(bytes, from, to) {
      if (rest > 0) {
        rest--
        return -1
      }
      if (known === null || to - from < known.length) return -1
      if (known.compare(bytes, from, from + known.length) !== 0) {
        if (++misses >= mostMisses) {
          misses = 0
          rest = restTurns
        }
        return -1
      }
      misses = 0
      return from + known.length
    },
    remember(bytes, from, to, head) {
      if (rest > 0) return
      known = Buffer.from(bytes.subarray(from, to))
      meaning = { ...head }
    },
  }
}

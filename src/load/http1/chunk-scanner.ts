/** Reads a chunked body, up to its last chunk, from pieces that may end anywhere. */
export interface ChunkScanner {
  fault: string | null
  /** Reads on, and says where data stands; the position after the line of the last chunk, -1 where more is needed or `fault` is set. */
  scan(bytes: Uint8Array, from: number, to: number, onData: (from: number, to: number) => void): number
  begin(): void
}

const CR = 13
const LF = 10
const SEMICOLON = 59
const QUOTE = 34
const BACKSLASH = 92

const SIZE_FIRST = 0
const SIZE = 1
const EXTENSION_FIRST = 2
const EXTENSION = 3
const QUOTED = 4
const ESCAPED = 5
const SIZE_LF = 6
const DATA = 7
const DATA_CR = 8
const DATA_LF = 9

const hexDigit = new Int8Array(256).fill(-1)
for (let digit = 0; digit < 16; digit++) {
  hexDigit[digit.toString(16).charCodeAt(0)] = digit
  hexDigit[digit.toString(16).toUpperCase().charCodeAt(0)] = digit
}

/** No chunk is longer than a number holds exactly. */
const mostBytes = Number.MAX_SAFE_INTEGER

/** Sizes are hexadecimal digits and nothing else; extensions are passed over, with their quotes closed. */
export function chunkScanner(): ChunkScanner {
  let state = SIZE_FIRST
  let size = 0

  const scanner: ChunkScanner = {
    fault: null,
    scan(bytes, from, to, onData) {
      let at = from
      while (at < to) {
        if (state === DATA) {
          const end = Math.min(to, at + size)
          onData(at, end)
          size -= end - at
          at = end
          if (size === 0) state = DATA_CR
          continue
        }
        if (!step(bytes[at++] as number)) return -1
        if (state === SIZE_FIRST && size === -1) return at
      }
      return -1
    },
    begin() {
      state = SIZE_FIRST
      size = 0
    },
  }
  return scanner

  /** Takes a byte that is no data; false where it set a fault. A size of -1 is the end. */
  function step(byte: number): boolean {
    switch (state) {
      case SIZE_FIRST:
        size = hexDigit[byte] as number
        if (size < 0) return wrong('a chunk begins without a size')
        state = SIZE
        return true
      case SIZE: {
        const digit = hexDigit[byte] as number
        if (digit >= 0) {
          size = size * 16 + digit
          return size <= mostBytes || wrong('the size of a chunk is too great')
        }
        if (byte === CR) state = SIZE_LF
        else if (byte === SEMICOLON) state = EXTENSION_FIRST
        else return wrong('the size of a chunk is no hexadecimal number')
        return true
      }
      case EXTENSION_FIRST:
      case EXTENSION:
        return stepInExtension(byte)
      case QUOTED:
        if (byte === QUOTE) state = EXTENSION
        else if (byte === BACKSLASH) state = ESCAPED
        else return byte >= 32 || byte === 9 || wrong('a quote in the extension of a chunk is not closed')
        return true
      case ESCAPED:
        state = QUOTED
        return byte >= 32 || byte === 9 || wrong('a quote in the extension of a chunk is not closed')
      case SIZE_LF:
        if (byte !== LF) return wrong('the line of a chunk ends in CR without LF')
        if (size === 0) {
          state = SIZE_FIRST
          size = -1
        } else state = DATA
        return true
      case DATA_CR:
        state = DATA_LF
        return byte === CR || wrong('a chunk is longer than its size')
      default:
        state = SIZE_FIRST
        size = 0
        return byte === LF || wrong('a chunk ends in CR without LF')
    }
  }

  function stepInExtension(byte: number): boolean {
    if (byte === CR) {
      if (state === EXTENSION_FIRST) return wrong('the extension of a chunk is empty')
      state = SIZE_LF
    } else if (byte === QUOTE && state === EXTENSION) state = QUOTED
    else if (byte === SEMICOLON && state === EXTENSION) state = EXTENSION_FIRST
    else if (byte < 32 || byte === 127 || byte === SEMICOLON)
      return wrong('the extension of a chunk holds a character that it may not')
    else state = EXTENSION
    return true
  }

  function wrong(why: string): false {
    scanner.fault = why
    return false
  }
}

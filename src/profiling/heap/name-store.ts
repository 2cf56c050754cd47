import { moved } from './row-column.ts'

/** Short texts by ever larger numbers, in one block of memory: a text costs two bytes a character and four more. */
export interface NameStore {
  /** How many texts there are; the empty ones count. */
  readonly size: number
  add(units: Uint16Array, length: number): void
  /** The text of a number; empty for one that was not kept. */
  text(index: number): string
  /** The number of a text; -1 where there is none. */
  indexOf(text: string): number
}

/** An empty store. */
export function nameStore(): NameStore {
  let units = new Uint16Array(2 ** 14)
  let ends = new Uint32Array(2 ** 12)
  let size = 0
  let used = 0

  function text(index: number): string {
    const begin = index > 0 ? (ends[index - 1] ?? 0) : 0
    return index < size ? String.fromCharCode(...units.subarray(begin, ends[index])) : ''
  }

  return {
    get size() {
      return size
    },
    add(from, length) {
      if (used + length > units.length)
        units = moved(units, new Uint16Array(Math.max(units.length * 2, used + length)))
      if (size === ends.length) ends = moved(ends, new Uint32Array(ends.length * 2))
      for (let index = 0; index < length; index++) units[used + index] = from[index] ?? 0
      used += length
      ends[size++] = used
    },
    text,
    indexOf(wanted) {
      for (let index = 0, begin = 0; index < size; index++) {
        const end = ends[index] ?? 0
        if (end - begin === wanted.length && text(index) === wanted) return index
        begin = end
      }
      return -1
    },
  }
}

import type { HeapGraph } from './heap-graph.ts'
import type { IndexSet } from './index-set.ts'
import { nameStore } from './name-store.ts'

/** The strings of a snapshot while they are read, of which next to nothing is kept. */
export interface SnapshotStrings {
  wantsString(): boolean
  unit(code: number): void
  endString(): void
  count(): number
  names: HeapGraph['names']
}

const longestClass = 100
const longestProperty = 40
const longestRead = 2 ** 12
const ephemeronBegins = /^\d+ \/ part of key \(/
const ephemeronEnds = / pair in WeakMap \(table @(\d{1,10})\)$/

/** Keeps the names of `classes`, and of `properties` those that a program could spell; any other may be its data. */
export function snapshotStrings(classes: IndexSet, properties: IndexSet): SnapshotStrings {
  const store = nameStore()
  const weakTables = new Map<number, number>()
  const units = new Uint16Array(longestRead)
  let length = 0

  function kept(): number {
    if (classes.has(store.size)) return Math.min(length, longestClass)
    if (!properties.has(store.size)) return 0
    const table = tableOf()
    if (table !== null) weakTables.set(store.size, table)
    return length <= longestProperty && table === null ? length : 0
  }

  function tableOf(): number | null {
    const first = units[0] ?? 0
    if (length <= longestProperty || length > longestRead || first < 0x30 || first > 0x39) return null
    const text = String.fromCharCode(...units.subarray(0, length))
    const table = ephemeronBegins.test(text) ? ephemeronEnds.exec(text)?.[1] : undefined
    return table === undefined ? null : Number(table)
  }

  return {
    wantsString() {
      length = 0
      return classes.has(store.size) || properties.has(store.size)
    },
    unit(code) {
      if (length < longestRead) units[length] = code
      length++
    },
    endString: () => store.add(units, kept()),
    count: () => store.size,
    names: { text: store.text, indexOf: store.indexOf, weakTables },
  }
}

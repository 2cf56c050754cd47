import type { HeapCensus } from './survey-heap.ts'

/** A number of objects and their bytes; negative where there are fewer. */
export interface Objects {
  count: number
  bytes: number
}

/** Objects by class. */
export interface Tally {
  counts: Float64Array
  bytes: Float64Array
}

/** The objects of one class. */
export function objectsOf({ counts, bytes }: Tally, member: number): Objects {
  return { count: counts[member] ?? 0, bytes: bytes[member] ?? 0 }
}

/** The objects of all classes. */
export function allOf({ counts, bytes }: Tally): Objects {
  const sum = (numbers: Float64Array): number => numbers.reduce((total, one) => total + one, 0)
  return { count: sum(counts), bytes: sum(bytes) }
}

/** How the objects of two snapshots of a process differ. */
export interface ObjectsSince {
  /** The classes of both, those of the later one first and under their numbers there. */
  names: string[]
  /** By object of the later one: 1 where it was not there, or was of another class. */
  isNew: Uint8Array
  /** By object of the later one: by how many bytes it grew, all of them where it is new. */
  grownBytes: Float64Array
  added: Tally
  freed: Tally
  /** Later less earlier. */
  change: Tally
}

/** What is new, what is gone and what changed: an object is the same where its id and its class are. */
export function objectsSince(later: HeapCensus, earlier: HeapCensus): ObjectsSince {
  const names = [...later.classes.names]
  const numbers = new Map(names.map((name, index) => [name, index]))
  const renumbered = earlier.classes.names.map((name) => {
    const known = numbers.get(name) ?? names.push(name) - 1
    numbers.set(name, known)
    return known
  })
  const classBefore = (node: number): number => renumbered[earlier.classes.of[node] ?? 0] ?? 0
  const find = finder(earlier.id)
  const survived = new Uint8Array(earlier.id.length)
  const isNew = new Uint8Array(later.id.length)
  const grownBytes = new Float64Array(later.id.length)
  const [added, freed, change] = [tally(names.length), tally(names.length), tally(names.length)]
  for (let node = 0; node < later.id.length; node++) {
    const bytes = later.size[node] ?? 0
    if (bytes === 0) continue
    const member = later.classes.of[node] ?? 0
    const before = find(later.id[node] ?? 0)
    const isSame = before >= 0 && classBefore(before) === member && earlier.size[before] !== 0
    grownBytes[node] = isSame ? Math.max(bytes - (earlier.size[before] ?? 0), 0) : bytes
    if (isSame) survived[before] = 1
    else {
      isNew[node] = 1
      count(added, member, bytes, 1)
    }
    count(change, member, bytes, 1)
  }
  for (let node = 0; node < earlier.id.length; node++) {
    const bytes = earlier.size[node] ?? 0
    if (bytes === 0) continue
    if (survived[node] === 0) count(freed, classBefore(node), bytes, 1)
    count(change, classBefore(node), -bytes, -1)
  }
  return { names, isNew, grownBytes, added, freed, change }
}

/** Finds the index of an id; -1 where there is none. */
function finder(ids: Uint32Array): (id: number) => number {
  const bits = Math.max(4, Math.ceil(Math.log2(ids.length * 2 + 1)))
  const slots = new Uint32Array(2 ** bits)
  const slotOf = (id: number): number => {
    let slot = Math.imul(id, 0x9e3779b1) >>> (32 - bits)
    while (slots[slot] !== 0 && ids[(slots[slot] ?? 0) - 1] !== id) slot = (slot + 1) & (slots.length - 1)
    return slot
  }
  for (let index = 0; index < ids.length; index++) slots[slotOf(ids[index] ?? 0)] = index + 1
  return (id) => (slots[slotOf(id)] ?? 0) - 1
}

function tally(classes: number): Tally {
  return { counts: new Float64Array(classes), bytes: new Float64Array(classes) }
}

function count(to: Tally, member: number, bytes: number, by: number): void {
  to.counts[member] = (to.counts[member] ?? 0) + by
  to.bytes[member] = (to.bytes[member] ?? 0) + bytes
}

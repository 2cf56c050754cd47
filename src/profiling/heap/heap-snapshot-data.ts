import { type Quantity, quantity } from '../../core/index.ts'
import type { HeapGrower, HeapGrowth } from './heap-growth.ts'
import type { Objects } from './objects-since.ts'
import type { ClassHolding } from './survey-heap.ts'

/** One snapshot, and what it cost the process. */
export interface SnapshotFacts {
  objects: number
  bytes: number
  /** How long the process stood still. */
  standstillSeconds: number
}

/** What one snapshot or two say about the heap of a process. */
export interface HeapSnapshots {
  first: SnapshotFacts
  /** Null where there was only one. */
  second: SnapshotFacts | null
  /** Between the two; null where there was only one. */
  seconds: number | null
  /** Of the later one, what retains most first. */
  classes: readonly ClassHolding[]
  growth: HeapGrowth | null
}

/** A number of objects with their bytes. */
export interface ObjectFigures {
  objects: Quantity
  bytes: Quantity
}

/** A class and what it takes; `retained` would be freed with its objects. */
export interface HeapConsumer {
  name: string
  objects: Quantity
  shallow: Quantity
  retained: Quantity
  retainedShare: Quantity
}

/** A class that grew, and what keeps its new objects alive (of the first few). */
export interface GrowingClass {
  name: string
  added: ObjectFigures
  freed: ObjectFigures
  change: ObjectFigures
  held: Quantity
  keptBy: { path: string; share: Quantity } | null
}

/** The result of looking at the heap by snapshots. */
export interface HeapSnapshotData {
  subject: string
  /** Between the snapshots. */
  seconds: number | null
  snapshots: (ObjectFigures & { standstill: Quantity })[]
  /** The ten classes that retain most. */
  consumers: HeapConsumer[]
  growth: {
    added: ObjectFigures
    freed: ObjectFigures
    change: ObjectFigures
    /** The ten classes that grew most. */
    growers: GrowingClass[]
    /** The class to look for a leak at, where there is one. */
    suspect: string | null
  } | null
}

const shown = 10

/** The figures of `taken` as quantities; `suspect` is the class to look for a leak at. */
export function heapSnapshotData(
  subject: string,
  taken: HeapSnapshots,
  suspect: string | null,
): HeapSnapshotData {
  const { first, second, seconds, classes, growth } = taken
  const bytes = (second ?? first).bytes
  return {
    subject,
    seconds,
    snapshots: [first, ...(second === null ? [] : [second])].map((snapshot) => ({
      ...figures({ count: snapshot.objects, bytes: snapshot.bytes }),
      standstill: quantity(snapshot.standstillSeconds, 'seconds'),
    })),
    consumers: classes.slice(0, shown).map((holding) => consumer(holding, bytes)),
    growth:
      growth === null
        ? null
        : {
            added: figures(growth.added),
            freed: figures(growth.freed),
            change: figures(growth.change),
            growers: growth.growers.map(growingClass),
            suspect,
          },
  }
}

function figures({ count, bytes }: Objects): ObjectFigures {
  return { objects: quantity(count, 'count'), bytes: quantity(bytes, 'bytes') }
}

function consumer({ name, count, shallowBytes, retainedBytes }: ClassHolding, all: number): HeapConsumer {
  return {
    name,
    objects: quantity(count, 'count'),
    shallow: quantity(shallowBytes, 'bytes'),
    retained: quantity(retainedBytes, 'bytes'),
    retainedShare: quantity(all > 0 ? Math.min(retainedBytes / all, 1) : 0, 'ratio'),
  }
}

function growingClass({ name, added, freed, change, heldBytes, keptBy }: HeapGrower): GrowingClass {
  return {
    name,
    added: figures(added),
    freed: figures(freed),
    change: figures(change),
    held: quantity(heldBytes, 'bytes'),
    keptBy: keptBy === null ? null : { path: keptBy.path, share: quantity(keptBy.share, 'ratio') },
  }
}

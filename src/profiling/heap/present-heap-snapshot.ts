import { type Cell, type Outcome, quantity, type Table } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { roundedShare } from '../weight-in-words.ts'
import type { HeapGrowth } from './heap-growth.ts'
import { heapHeadline } from './heap-headline.ts'
import {
  type HeapConsumer,
  type HeapSnapshotData,
  type HeapSnapshots,
  heapSnapshotData,
} from './heap-snapshot-data.ts'
import { leakSuspect } from './leak-suspect.ts'

/** The answer about a heap: what grows and what keeps it, and the ten classes that retain most. */
export function presentHeapSnapshot(
  taken: HeapSnapshots,
  { subject, warnings = [] }: { subject: string; warnings?: readonly string[] },
): Outcome<HeapSnapshotData> {
  const { first, second, seconds, growth } = taken
  const suspect = growth === null ? null : leakSuspect(growth, (second ?? first).bytes)
  const data = heapSnapshotData(subject, taken, suspect?.name ?? null)
  const retained = retainedTable(data.consumers)
  return {
    data,
    headline: heapHeadline(subject, taken, suspect),
    findings: [],
    tables:
      growth === null || seconds === null || growth.growers.length === 0
        ? [{ ...retained, main: true }]
        : [growthTable(growth, seconds), ...(suspect === null ? [] : [keeperTable(growth)]), retained],
    warnings: [...warnings, ...(suspect === null ? [] : [noProof])],
  }
}

const noProof =
  'Growth alone is no leak: caches and pools fill up at first. Watch for longer, or once more later, to be sure.'

function growthTable({ growers }: HeapGrowth, seconds: number): Table {
  return {
    title: `What grew in ${formatQuantity(seconds, 'seconds')}`,
    main: true,
    columns: [
      { key: 'class', title: 'Class' },
      right('added', 'New'),
      right('freed', 'Freed'),
      right('objects', 'Objects'),
      right('bytes', 'Own size'),
      right('held', 'New ones hold'),
    ],
    rows: growers.map(({ name, added, freed, change, heldBytes }) => [
      name,
      quantity(added.count, 'count'),
      quantity(freed.count, 'count'),
      quantity(change.count, 'count'),
      quantity(change.bytes, 'bytes'),
      quantity(heldBytes, 'bytes'),
    ]),
  }
}

/** Of several classes that one place keeps, the first: the others are mostly its parts. */
function keeperTable({ growers }: HeapGrowth): Table {
  const seen = new Set<string>()
  const rows = growers.flatMap(({ name, keptBy }): Cell[][] => {
    if (keptBy === null || seen.has(keptBy.place)) return []
    seen.add(keptBy.place)
    return [[name, roundedShare(keptBy.share), keptBy.path]]
  })
  return {
    title: 'What keeps it alive',
    columns: [{ key: 'class', title: 'Class' }, right('share', 'Part'), { key: 'path', title: 'Kept by' }],
    rows,
  }
}

function retainedTable(consumers: readonly HeapConsumer[]): Table {
  return {
    title: 'What the heap holds, by class',
    columns: [
      { key: 'class', title: 'Class' },
      right('objects', 'Objects'),
      right('shallow', 'Own size'),
      right('retained', 'Retained'),
      right('share', 'Share'),
    ],
    rows: consumers.map(({ name, objects, shallow, retained, retainedShare }) => [
      name,
      objects,
      shallow,
      retained,
      roundedShare(retainedShare.value),
    ]),
  }
}

function right(key: string, title: string): Table['columns'][number] {
  return { key, title, align: 'right' }
}

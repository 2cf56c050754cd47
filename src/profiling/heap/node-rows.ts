import type { HeapGraph } from './heap-graph.ts'
import type { IndexSet } from './index-set.ts'
import { moved, nextRoom } from './row-column.ts'
import type { NodeField, SnapshotLayout } from './snapshot-layout.ts'

/** Rows while they are read, number by number. */
export interface Rows<T> {
  /** Takes the next number; what is wrong with it where it cannot be. */
  number(value: number): string | null
  /** The whole; what is wrong where some are missing. */
  finished(): T | string
}

const largestWhole = 2 ** 53
const largestIndex = 2 ** 32 - 1
/** Kinds of objects whose names are those of code and not the content of a string. */
const namedByCode: ReadonlySet<string> = new Set(['object', 'native', 'closure', 'synthetic'])

/** The objects of a snapshot; the numbers of names that may be shown go into `named`, those of all others into `unnamed`. */
export function nodeRows(
  layout: SnapshotLayout,
  { named, unnamed }: { named: IndexSet; unnamed: IndexSet },
): Rows<HeapGraph['nodes']> {
  const { nodeFields, nodeTypes, nodeCount, edgeCount } = layout
  const isNamed = nodeTypes.map((name) => namedByCode.has(name))
  let type = new Uint8Array(0)
  let name = new Uint32Array(0)
  let id = new Uint32Array(0)
  let size = new Float64Array(0)
  let firstEdge = new Uint32Array(1)
  let room = 0
  let row = 0
  let field = 0
  let edges = 0

  function number(value: number): string | null {
    if (field === 0 && row === room) {
      if (row === nodeCount) return `it has more objects than the ${nodeCount} of its header`
      room = nextRoom(row, nodeCount)
      type = moved(type, new Uint8Array(room))
      name = moved(name, new Uint32Array(room))
      id = moved(id, new Uint32Array(room))
      size = moved(size, new Float64Array(room))
      firstEdge = moved(firstEdge, new Uint32Array(room + 1))
    }
    const problem = take(nodeFields[field], value)
    if (++field < nodeFields.length) return problem
    field = 0
    const index = name[row] ?? 0
    if (isNamed[type[row] ?? 0]) named.add(index)
    else if (index > unnamed.largest) unnamed.add(index)
    row++
    return problem
  }

  function take(what: NodeField | undefined, value: number): string | null {
    if (what === 'other') return null
    if (value > (what === 'self_size' ? largestWhole : largestIndex))
      return `object ${row + 1} has the number ${value}`
    switch (what) {
      case 'type':
        if (value >= nodeTypes.length) return `object ${row + 1} is of kind ${value}, which its header lacks`
        type[row] = value
        return null
      case 'name':
        name[row] = value
        return null
      case 'id':
        id[row] = value
        return null
      case 'self_size':
        size[row] = value
        return null
      default:
        edges += value
        if (edges > edgeCount) return 'its objects have more references than its header says'
        firstEdge[row + 1] = edges
        return null
    }
  }

  return {
    number,
    finished() {
      if (row < nodeCount || field > 0) return `it has ${row} of the ${nodeCount} objects of its header`
      if (edges < edgeCount) return 'its objects have fewer references than its header says'
      return { count: row, type, name, id, size, firstEdge }
    },
  }
}

import { type HeapGraph, isNumbered } from './heap-graph.ts'
import type { IndexSet } from './index-set.ts'
import type { Rows } from './node-rows.ts'
import { moved, nextRoom } from './row-column.ts'
import type { EdgeField, SnapshotLayout } from './snapshot-layout.ts'

const largestIndex = 2 ** 32 - 1

/** The references of a snapshot; the numbers of their names go into `named`. */
export function edgeRows(layout: SnapshotLayout, named: IndexSet): Rows<HeapGraph['edges']> {
  const { edgeFields, edgeTypes, nodeFields, nodeCount, edgeCount } = layout
  const hasName = edgeTypes.map((type) => !isNumbered(type))
  let type = new Uint8Array(0)
  let name = new Uint32Array(0)
  let to = new Uint32Array(0)
  let room = 0
  let row = 0
  let field = 0

  function number(value: number): string | null {
    if (field === 0 && row === room) {
      if (row === edgeCount) return `it has more references than the ${edgeCount} of its header`
      room = nextRoom(row, edgeCount)
      type = moved(type, new Uint8Array(room))
      name = moved(name, new Uint32Array(room))
      to = moved(to, new Uint32Array(room))
    }
    const problem = take(edgeFields[field], value)
    if (++field < edgeFields.length) return problem
    field = 0
    if (hasName[type[row] ?? 0]) named.add(name[row] ?? 0)
    row++
    return problem
  }

  function take(what: EdgeField | undefined, value: number): string | null {
    switch (what) {
      case 'type':
        if (value >= edgeTypes.length)
          return `reference ${row + 1} is of kind ${value}, which its header lacks`
        type[row] = value
        return null
      case 'name_or_index':
        if (value > largestIndex) return `reference ${row + 1} has the number ${value}`
        name[row] = value
        return null
      case 'to_node': {
        const node = value / nodeFields.length
        if (!Number.isInteger(node) || node >= nodeCount) return `reference ${row + 1} leads to no object`
        to[row] = node
        return null
      }
      default:
        return null
    }
  }

  return {
    number,
    finished: () =>
      row < edgeCount || field > 0
        ? `it has ${row} of the ${edgeCount} references of its header`
        : { count: row, type, name, to },
  }
}

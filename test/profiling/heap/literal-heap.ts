import type { HeapGrowth } from '../../../src/profiling/heap/heap-growth.ts'
import { type HeapSurvey, heapSnapshotReader, surveyHeap } from '../../../src/profiling/heap/index.ts'

/** An object as a test writes it down; its references name the keys of others. */
export interface LiteralObject {
  /** An `object` without it. */
  type?: string
  name?: string
  /** In the order of the objects, from 1 in odd numbers, without it. */
  id?: number
  size?: number
  to?: References
}

/** References to other objects by their keys. */
export type References = readonly (readonly [type: string, name: string | number, target: string])[]

/** The fields of a snapshot, in its order. */
export interface LiteralLayout {
  node: readonly string[]
  edge: readonly string[]
  types: readonly string[]
}

const edgeTypes = ['context', 'element', 'property', 'internal', 'hidden', 'shortcut', 'weak']
const types =
  'hidden array string object code closure regexp number native synthetic,concatenated string,sliced string,symbol,bigint'
    .split(',')
    .flatMap((part, index) => (index === 0 ? part.split(' ') : [part]))

/** As different versions of Node write them. */
export const layouts = {
  'Node 12': {
    node: ['type', 'name', 'id', 'self_size', 'edge_count', 'trace_node_id'],
    edge: ['type', 'name_or_index', 'to_node'],
    types,
  },
  'Node 20': {
    node: ['type', 'name', 'id', 'self_size', 'edge_count', 'trace_node_id', 'detachedness'],
    edge: ['type', 'name_or_index', 'to_node'],
    types: [...types, 'object shape', 'wasm object'],
  },
  'Node 24': {
    node: ['type', 'name', 'id', 'self_size', 'edge_count', 'detachedness'],
    edge: ['type', 'name_or_index', 'to_node'],
    types: [...types, 'object shape'],
  },
  'another order': {
    node: ['detachedness', 'edge_count', 'id', 'new_field', 'name', 'type', 'self_size'],
    edge: ['to_node', 'new_field', 'name_or_index', 'type'],
    types: ['object shape', ...types].reverse(),
  },
} satisfies Record<string, LiteralLayout>

/** The text of the snapshot of a heap, the first object of which is its root. */
export function snapshotText(
  objects: Readonly<Record<string, LiteralObject>>,
  layout: LiteralLayout = layouts['Node 20'],
): string {
  const strings: string[] = ['<dummy>']
  const numbers = new Map<string, number>()
  const numberOf = (text: string) => {
    const known = numbers.get(text) ?? strings.push(text) - 1
    numbers.set(text, known)
    return known
  }
  const keys = Object.keys(objects)
  const nodes: number[] = []
  const edges: number[] = []
  for (const [index, [key, one]] of Object.entries(objects).entries()) {
    const { type = 'object', name = key, id = index * 2 + 1, size = 0, to = [] } = one
    const values: Record<string, number> = {
      type: layout.types.indexOf(type),
      name: numberOf(name),
      id,
      self_size: size,
      edge_count: to.length,
    }
    nodes.push(...layout.node.map((field) => values[field] ?? 0))
    for (const [kind, label, target] of to) {
      const edge: Record<string, number> = {
        type: edgeTypes.indexOf(kind),
        name_or_index: typeof label === 'number' ? label : numberOf(label),
        to_node: keys.indexOf(target) * layout.node.length,
      }
      edges.push(...layout.edge.map((field) => edge[field] ?? 7))
    }
  }
  const fieldTypes = (fields: readonly string[], names: readonly string[]) =>
    fields.map((field) => (field === 'type' ? names : 'number'))
  const meta = {
    node_fields: layout.node,
    node_types: fieldTypes(layout.node, layout.types),
    edge_fields: layout.edge,
    edge_types: fieldTypes(layout.edge, edgeTypes),
  }
  return JSON.stringify({
    snapshot: { meta, node_count: keys.length, edge_count: edges.length / layout.edge.length },
    nodes,
    edges,
    trace_tree: [{ '"': ']}' }],
    locations: [0, 1, 2, 3],
    strings,
  })
}

/** The heap in a text that is fed in pieces of `size`; a text that is rejected fails the test. */
export function heapIn(text: string, size = text.length) {
  const reader = heapSnapshotReader()
  for (let at = 0; at < text.length; at += size) reader.push(text.slice(at, at + size))
  const read = reader.finish()
  if (!read.ok) throw new Error(`The snapshot ${read.problem}.`)
  return read.value
}

/** What is counted in a heap, and against an earlier one. */
export function surveyOf(
  objects: Readonly<Record<string, LiteralObject>>,
  earlier?: Readonly<Record<string, LiteralObject>>,
): HeapSurvey {
  const before = earlier === undefined ? undefined : surveyHeap(heapIn(snapshotText(earlier))).census
  return surveyHeap(heapIn(snapshotText(objects)), before)
}

/** What grew in a heap against an earlier one. */
export function growthOf(
  later: Readonly<Record<string, LiteralObject>>,
  earlier: Readonly<Record<string, LiteralObject>>,
): HeapGrowth {
  const { growth } = surveyOf(later, earlier)
  if (growth === null) throw new Error('There is no growth.')
  return growth
}

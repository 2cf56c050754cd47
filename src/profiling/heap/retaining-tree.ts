import type { HeapGraph } from './heap-graph.ts'
import { isStrong, type StrongEdges } from './strong-edges.ts'

/** For each object one way on which it is reached from the root, through as few inner parts of V8 as possible and then short. */
export interface RetainingTree {
  /** The objects that are reached, the root first, each after its retainer. */
  order: Uint32Array
  /** By object: the one it is reached from, and by which reference. */
  retainer: Uint32Array
  edge: Uint32Array
}

/** Kinds of objects that no program knows of: a way through them explains nothing. */
const inner: ReadonlySet<string> = new Set(['hidden', 'code', 'object shape', 'synthetic'])

/** The ways to all objects: from the global objects where they can be reached from there, else from the roots of V8. */
export function retainingTree(graph: HeapGraph, strong: StrongEdges): RetainingTree {
  const { root, nodes, edges, nodeTypes } = graph
  const shortcut = graph.edgeTypes.indexOf('shortcut')
  const property = graph.edgeTypes.indexOf('property')
  const prototypeName = graph.names.indexOf('__proto__')
  const isInner = nodeTypes.map((type) => inner.has(type))
  const order = new Uint32Array(nodes.count)
  const retainer = new Uint32Array(nodes.count)
  const edgeTo = new Uint32Array(nodes.count)
  const seen = new Uint8Array(nodes.count)
  let size = 0

  function isPlain(edge: number): boolean {
    if (isInner[nodes.type[edges.to[edge] ?? 0] ?? 0]) return false
    return edges.type[edge] !== property || edges.name[edge] !== prototypeName
  }

  function spread(node: number, goes: (edge: number) => boolean): void {
    const end = nodes.firstEdge[node + 1] ?? 0
    for (let edge = nodes.firstEdge[node] ?? 0; edge < end; edge++) {
      const to = edges.to[edge] ?? 0
      if (seen[to] === 1 || !isStrong(strong, edge) || !goes(edge)) continue
      seen[to] = 1
      retainer[to] = node
      edgeTo[to] = edge
      order[size++] = to
    }
  }

  /** Breadth first in layers: one more step through inner parts begins the next. */
  function spreadAll(from: number): void {
    for (let begin = from; begin < size; ) {
      for (let index = begin; index < size; index++) spread(order[index] ?? 0, isPlain)
      const end = size
      for (let index = begin; index < end; index++) spread(order[index] ?? 0, () => true)
      begin = end
    }
  }

  seen[root] = 1
  order[size++] = root
  spread(root, (edge) => edges.type[edge] === shortcut)
  spreadAll(1)
  const others = size
  spread(root, () => true)
  spreadAll(others)
  return { order: order.subarray(0, size), retainer, edge: edgeTo }
}

import type { HeapGraph } from './heap-graph.ts'

/** Which references keep their objects alive: bit `edge & 7` of the byte `edge >> 3`. */
export type StrongEdges = Uint8Array

/** Whether the reference `edge` is in `strong`. */
export function isStrong(strong: StrongEdges, edge: number): boolean {
  return ((strong[edge >>> 3] ?? 0) & (1 << (edge & 7))) !== 0
}

/**
 * The references that count for who keeps whom alive, as the DevTools choose them. Weak ones do not, nor shortcuts but those of
 * the root to global objects, nor those to itself. What a global object reaches is not also kept by what it does not reach,
 * as handles of a debugger; and a value of a WeakMap is kept by its key and not by the table too.
 */
export function strongEdges(graph: HeapGraph): StrongEdges {
  const { root, nodes, edges, names } = graph
  const weak = graph.edgeTypes.indexOf('weak')
  const shortcut = graph.edgeTypes.indexOf('shortcut')
  const internal = graph.edgeTypes.indexOf('internal')
  const owned = reachedFromGlobals(graph, weak, shortcut)
  const hasTables = names.weakTables.size > 0
  const strong = new Uint8Array((edges.count + 7) >>> 3)
  for (let node = 0, edge = 0; node < nodes.count; node++) {
    const end = nodes.firstEdge[node + 1] ?? 0
    const isOwned = node === root || owned[node] === 1
    for (; edge < end; edge++) {
      const type = edges.type[edge]
      const to = edges.to[edge] ?? 0
      if (type === weak || to === node) continue
      if (node !== root && (type === shortcut || (!isOwned && owned[to] === 1))) continue
      if (hasTables && type === internal && names.weakTables.get(edges.name[edge] ?? 0) === nodes.id[node])
        continue
      strong[edge >>> 3] = (strong[edge >>> 3] ?? 0) | (1 << (edge & 7))
    }
  }
  return strong
}

/** 1 for each object that a global one reaches. */
function reachedFromGlobals({ root, nodes, edges }: HeapGraph, weak: number, shortcut: number): Uint8Array {
  const reached = new Uint8Array(nodes.count)
  const waiting = new Uint32Array(nodes.count)
  let count = 0
  const reach = (node: number): void => {
    if (reached[node] === 1) return
    reached[node] = 1
    waiting[count++] = node
  }
  const endOfRoot = nodes.firstEdge[root + 1] ?? 0
  for (let edge = nodes.firstEdge[root] ?? 0; edge < endOfRoot; edge++)
    if (edges.type[edge] === shortcut) reach(edges.to[edge] ?? 0)
  while (count > 0) {
    const node = waiting[--count] ?? 0
    const end = nodes.firstEdge[node + 1] ?? 0
    for (let edge = nodes.firstEdge[node] ?? 0; edge < end; edge++)
      if (edges.type[edge] !== weak) reach(edges.to[edge] ?? 0)
  }
  return reached
}

import { isStrong, type StrongEdges } from './strong-edges.ts'

/** A graph as far as dominators need it: the edges of a node are those from `firstEdge[node]` to before `firstEdge[node + 1]`. */
export interface Flow {
  root: number
  nodes: { count: number; firstEdge: Uint32Array }
  edges: { count: number; to: Uint32Array }
}

/** All nodes numbered in the order of a walk into the depth, the root 0. */
export interface Numbering {
  /** The number of a node. */
  number: Uint32Array
  /** The node of a number. */
  node: Uint32Array
  /** The number from which a number was reached, always a smaller one: that of the root where it was hung there. */
  parent: Uint32Array
}

const none = 2 ** 32 - 1

/** Numbers all nodes along strong edges. What the root does not reach is hung on it: first what no edge leads to, then the rest. */
export function depthFirst({ root, nodes, edges }: Flow, strong: StrongEdges): Numbering {
  const { count, firstEdge } = nodes
  const number = new Uint32Array(count).fill(none)
  const node = new Uint32Array(count)
  const parent = new Uint32Array(count)
  const next = new Uint32Array(count)
  let size = 0

  function enter(one: number, from: number): void {
    number[one] = size
    node[size] = one
    parent[size] = from
    next[size++] = firstEdge[one] ?? 0
  }

  function walk(start: number, from: number): void {
    enter(start, from)
    let at = size - 1
    while (at !== from) {
      const end = firstEdge[(node[at] ?? 0) + 1] ?? 0
      let edge = next[at] ?? 0
      while (edge < end && (!isStrong(strong, edge) || number[edges.to[edge] ?? 0] !== none)) edge++
      next[at] = edge + 1
      if (edge < end) enter(edges.to[edge] ?? 0, at)
      at = edge < end ? size - 1 : (parent[at] ?? 0)
    }
  }

  function hang(isNext: (one: number) => boolean): void {
    for (let one = 0; one < count; one++) {
      if (number[one] === none && isNext(one)) walk(one, 0)
    }
  }

  walk(root, none)
  parent[0] = 0
  if (size < count) {
    const isReferredTo = new Uint8Array(count)
    for (let edge = 0; edge < edges.count; edge++)
      if (isStrong(strong, edge)) isReferredTo[edges.to[edge] ?? 0] = 1
    hang((one) => isReferredTo[one] === 0)
    hang(() => true)
  }
  return { number, node, parent }
}

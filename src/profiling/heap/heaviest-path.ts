import type { RetainingTree } from './retaining-tree.ts'

const none = 2 ** 32 - 1

/** The way from the root to one of many objects. */
export interface HeaviestPath {
  /** The objects on it, the first below the root first. */
  nodes: number[]
  /** The last object on it that is not new, -1 where all are. */
  keeper: number
  /** Which part (0-1) of the weight of all those objects is reached by way of the keeper. */
  share: number
}

/**
 * The way on which the objects with a weight are reached, as far as the heaviest part of them goes together, and on to one of
 * them; null where none is reached. `isNew` is 1 for each object that was not there before.
 */
export function heaviestPath(
  root: number,
  { order, retainer }: RetainingTree,
  weights: Float64Array,
  isNew: Uint8Array,
): HeaviestPath | null {
  const below = weights.slice()
  const heaviest = new Uint32Array(weights.length).fill(none)
  for (let index = order.length - 1; index > 0; index--) {
    const node = order[index] ?? 0
    const weight = below[node] ?? 0
    if (weight === 0) continue
    const above = retainer[node] ?? 0
    const known = heaviest[above] ?? none
    below[above] = (below[above] ?? 0) + weight
    if (known === none || weight >= (below[known] ?? 0)) heaviest[above] = node
  }
  const nodes: number[] = []
  let keeper = -1
  for (let node = root; weights[node] === 0; ) {
    node = heaviest[node] ?? none
    if (node === none) return null
    nodes.push(node)
    if (isNew[node] !== 1) keeper = node
  }
  return { nodes, keeper, share: keeper < 0 ? 0 : (below[keeper] ?? 0) / (below[root] ?? 1) }
}

import { depthFirst, type Flow, type Numbering } from './depth-first.ts'
import { isStrong, type StrongEdges } from './strong-edges.ts'

/**
 * The tree of dominators: a node is dominated by another where every path to it leads through that. Nodes have numbers of their
 * own in it: the root is 0, and a dominator has a smaller one than what it dominates.
 */
export interface DominatorTree {
  /** The node of a number. */
  node: Uint32Array
  /** The number of the immediate dominator of a number; the root has itself. */
  dominator: Uint32Array
}

const none = 2 ** 32 - 1

/**
 * The dominators by strong edges, by the algorithm of Lengauer and Tarjan (1979, https://doi.org/10.1145/357062.357071) with
 * simple linking: at worst edges times the logarithm of nodes. What the root does not reach hangs on it.
 */
export function dominatorTree(flow: Flow, strong: StrongEdges): DominatorTree {
  const numbering = depthFirst(flow, strong)
  const { node, parent } = numbering
  const { first, from } = referrers(flow, strong, numbering)
  const count = node.length
  const semi = new Uint32Array(count)
  for (let one = 0; one < count; one++) semi[one] = one
  const label = semi.slice()
  const ancestor = new Uint32Array(count).fill(none)
  const dominator = new Uint32Array(count)
  const bucket = new Uint32Array(count).fill(none)
  const beside = new Uint32Array(count)
  const path = new Uint32Array(count)

  /** The number with the least semidominator on the way up from `one`, as far as that is linked. */
  function evaluate(one: number): number {
    let top = ancestor[one] ?? none
    if (top === none) return one
    let length = 0
    let at = one
    for (let above = ancestor[top] ?? none; above !== none; above = ancestor[top] ?? none) {
      path[length++] = at
      at = top
      top = above
    }
    while (length > 0) {
      const below = path[--length] ?? 0
      const above = ancestor[below] ?? 0
      const best = label[above] ?? 0
      if ((semi[best] ?? 0) < (semi[label[below] ?? 0] ?? 0)) label[below] = best
      ancestor[below] = ancestor[above] ?? none
    }
    return label[one] ?? one
  }

  for (let one = count - 1; one > 0; one--) {
    for (let member = bucket[one] ?? none; member !== none; member = beside[member] ?? none) {
      const best = evaluate(member)
      dominator[member] = (semi[best] ?? 0) < one ? best : one
    }
    const above = parent[one] ?? 0
    let least = above
    const end = first[one + 1] ?? 0
    for (let index = first[one] ?? 0; index < end; index++) {
      const candidate = semi[evaluate(from[index] ?? 0)] ?? 0
      if (candidate < least) least = candidate
    }
    semi[one] = least
    if (least === above) dominator[one] = above
    else {
      beside[one] = bucket[least] ?? none
      bucket[least] = one
    }
    ancestor[one] = above
  }
  for (let one = 1; one < count; one++) {
    const known = dominator[one] ?? 0
    if (known !== semi[one]) dominator[one] = dominator[known] ?? 0
  }
  return { node, dominator }
}

/** By numbers: those that refer to `one` are `from` from `first[one]` to before `first[one + 1]`. */
function referrers(
  { nodes, edges }: Flow,
  strong: StrongEdges,
  { number, node }: Numbering,
): { first: Uint32Array; from: Uint32Array } {
  const first = new Uint32Array(node.length + 1)
  let total = 0
  for (let edge = 0; edge < edges.count; edge++) {
    if (!isStrong(strong, edge)) continue
    const to = number[edges.to[edge] ?? 0] ?? 0
    first[to] = (first[to] ?? 0) + 1
    total++
  }
  let sum = 0
  for (let one = 0; one < first.length; one++) first[one] = sum += first[one] ?? 0
  const from = new Uint32Array(total)
  for (let one = node.length - 1; one >= 0; one--) {
    const object = node[one] ?? 0
    const end = nodes.firstEdge[object + 1] ?? 0
    for (let edge = nodes.firstEdge[object] ?? 0; edge < end; edge++) {
      if (!isStrong(strong, edge)) continue
      const to = number[edges.to[edge] ?? 0] ?? 0
      const place = (first[to] ?? 0) - 1
      first[to] = place
      from[place] = one
    }
  }
  return { first, from }
}

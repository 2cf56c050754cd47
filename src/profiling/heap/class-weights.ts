import type { DominatorTree } from './dominators.ts'

/**
 * What the members of each of `classes` classes hold: the sum of `weights` (by number of the tree) below each member that no
 * other member of its class dominates, so that nothing counts twice. `classOf` tells the class of a node, -1 for no member.
 */
export function heldByClass(
  { node, dominator }: DominatorTree,
  weights: Float64Array,
  classes: number,
  classOf: (node: number) => number,
): Float64Array {
  const held = new Float64Array(classes)
  const open = new Uint32Array(classes)
  const { firstBelow, beside } = dominated(dominator)
  let at = 0
  for (let isBelow = true; ; ) {
    const member = classOf(node[at] ?? 0)
    if (isBelow && member >= 0) {
      if (open[member] === 0) held[member] = (held[member] ?? 0) + (weights[at] ?? 0)
      open[member] = (open[member] ?? 0) + 1
    }
    const below = isBelow ? (firstBelow[at] ?? 0) : 0
    if (below !== 0) {
      at = below
      continue
    }
    if (member >= 0) open[member] = (open[member] ?? 0) - 1
    if (at === 0) return held
    isBelow = beside[at] !== 0
    at = isBelow ? (beside[at] ?? 0) : (dominator[at] ?? 0)
  }
}

/** By number of the tree: what its node and all that it dominates weigh together. */
export function heldWeights(
  { node, dominator }: DominatorTree,
  weightOf: (node: number) => number,
): Float64Array {
  const held = new Float64Array(node.length)
  for (let one = held.length - 1; one >= 0; one--) {
    held[one] = (held[one] ?? 0) + weightOf(node[one] ?? 0)
    const above = dominator[one] ?? 0
    if (one > 0) held[above] = (held[above] ?? 0) + (held[one] ?? 0)
  }
  return held
}

/** By number: the first that it dominates, and the next one beside it; 0 for none. */
function dominated(dominator: Uint32Array): { firstBelow: Uint32Array; beside: Uint32Array } {
  const firstBelow = new Uint32Array(dominator.length)
  const beside = new Uint32Array(dominator.length)
  for (let one = dominator.length - 1; one > 0; one--) {
    const above = dominator[one] ?? 0
    beside[one] = firstBelow[above] ?? 0
    firstBelow[above] = one
  }
  return { firstBelow, beside }
}

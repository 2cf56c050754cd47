import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { heldByClass, heldWeights } from '../../../src/profiling/heap/class-weights.ts'
import type { Flow } from '../../../src/profiling/heap/depth-first.ts'
import { dominatorTree } from '../../../src/profiling/heap/dominators.ts'

/** A graph whose node 0 is the root, and the bits of all its edges. */
function flowOf(count: number, edges: readonly (readonly [number, number])[]): [Flow, Uint8Array] {
  const sorted = edges.toSorted(([a], [b]) => a - b)
  const firstEdge = Uint32Array.from({ length: count + 1 }, (_, node) =>
    node === count ? sorted.length : sorted.filter(([from]) => from < node).length,
  )
  const to = Uint32Array.from(sorted, ([, node]) => node)
  return [
    { root: 0, nodes: { count, firstEdge }, edges: { count: sorted.length, to } },
    new Uint8Array((sorted.length + 7) >>> 3).fill(255),
  ]
}

/** By node: its immediate dominator. */
function dominatorsOf(count: number, edges: readonly (readonly [number, number])[]): number[] {
  const { node, dominator } = dominatorTree(...flowOf(count, edges))
  const found = Array<number>(count).fill(-1)
  for (const [number, one] of node.entries()) found[one] = node[dominator[number] ?? -1] ?? -1
  return found
}

/** All that the starts reach without `left`. */
function reached(edges: readonly (readonly [number, number])[], starts: readonly number[], left = -1) {
  const seen = new Set(starts.filter((one) => one !== left))
  for (const from of seen) for (const [one, to] of edges) if (one === from && to !== left) seen.add(to)
  return seen
}

/** The root, and what hangs on it: first what no edge leads to, then the first of what is left. */
function startsOf(count: number, edges: readonly (readonly [number, number])[]): number[] {
  const starts = [0]
  const all = Array.from({ length: count }, (_, node) => node)
  const add = (isStart: (node: number) => boolean) => {
    for (const node of all) if (!reached(edges, starts).has(node) && isStart(node)) starts.push(node)
  }
  add((node) => !edges.some(([, to]) => to === node))
  add(() => true)
  return starts
}

const graph = fc
  .integer({ min: 1, max: 12 })
  .chain((count) =>
    fc.tuple(fc.constant(count), fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 30 })),
  )
  .map(([count, edges]) => [count, edges.filter(([from, to]) => from !== to)] as const)

describe('dominators', () => {
  it.each([
    ['a root alone', 1, [], [0]],
    [
      'a chain',
      3,
      [
        [0, 1],
        [1, 2],
      ],
      [0, 0, 1],
    ],
    [
      'two ways that meet',
      5,
      [
        [0, 1],
        [1, 2],
        [1, 3],
        [2, 4],
        [3, 4],
      ],
      [0, 0, 1, 1, 1],
    ],
    [
      'a loop with two entrances',
      4,
      [
        [0, 1],
        [0, 2],
        [1, 2],
        [2, 1],
        [2, 3],
      ],
      [0, 0, 0, 2],
    ],
    [
      'what only hangs together: it hangs on the root where nothing leads to it',
      5,
      [
        [2, 1],
        [3, 4],
        [4, 3],
      ],
      [0, 2, 0, 0, 3],
    ],
    [
      // Lengauer and Tarjan, A fast algorithm for finding dominators in a flowgraph, figure 1: R A B C D E F G H I J K L.
      'the example of the article',
      13,
      [
        [0, 1],
        [0, 2],
        [0, 3],
        [1, 4],
        [2, 1],
        [2, 4],
        [2, 5],
        [3, 6],
        [3, 7],
        [4, 12],
        [5, 8],
        [6, 9],
        [7, 9],
        [7, 10],
        [8, 5],
        [8, 11],
        [9, 11],
        [10, 9],
        [11, 9],
        [11, 0],
        [12, 8],
      ],
      [0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 7, 0, 4],
    ],
  ] as const)('of %s', (_, count, edges, expected) => {
    expect(dominatorsOf(count, edges)).toEqual(expected)
  })

  it('are those without which a node is not reached, in any graph', () => {
    fc.assert(
      fc.property(graph, ([count, edges]) => {
        const starts = startsOf(count, edges)
        const immediate = dominatorsOf(count, edges)
        for (let node = 1; node < count; node++) {
          const found = new Set<number>()
          for (let one = node; one !== 0; one = immediate[one] ?? 0) found.add(immediate[one] ?? -1)
          const without = (left: number) => left === 0 || !reached(edges, starts, left).has(node)
          const expected = Array.from({ length: count }, (_, left) => left).filter(
            (left) => left !== node && without(left),
          )
          expect([...found].sort((a, b) => a - b)).toEqual(expected)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('are found in a list of a million links', () => {
    const count = 1_000_000
    const firstEdge = Uint32Array.from({ length: count + 1 }, (_, node) => Math.min(node, count - 1))
    const to = Uint32Array.from({ length: count - 1 }, (_, node) => node + 1)
    const { dominator } = dominatorTree(
      { root: 0, nodes: { count, firstEdge }, edges: { count: count - 1, to } },
      new Uint8Array(count).fill(255),
    )
    expect([dominator[1], dominator[500_000], dominator[count - 1]]).toEqual([0, 499_999, count - 2])
  })
})

describe('what the classes of a graph hold', () => {
  it('is what would be gone with all members of a class that no other of it dominates, in any graph', () => {
    fc.assert(
      fc.property(
        graph,
        fc.array(fc.integer({ min: -1, max: 2 }), { minLength: 12 }),
        ([count, edges], classes) => {
          const starts = startsOf(count, edges)
          const tree = dominatorTree(...flowOf(count, edges))
          const classOf = (node: number) => classes[node] ?? -1
          const held = heldByClass(
            tree,
            heldWeights(tree, (node) => 2 ** node),
            3,
            classOf,
          )
          const gone = (node: number) =>
            node === 0
              ? new Set(Array.from({ length: count }, (_, one) => one))
              : lost(count, edges, starts, node)
          for (let member = 0; member < 3; member++) {
            const members = Array.from({ length: count }, (_, node) => node).filter(
              (node) => classOf(node) === member,
            )
            const topmost = members.filter(
              (node) => !members.some((one) => one !== node && gone(one).has(node)),
            )
            const sum = topmost.flatMap((node) => [...gone(node)]).reduce((all, node) => all + 2 ** node, 0)
            expect(held[member]).toBe(sum)
          }
        },
      ),
      { numRuns: 1000 },
    )
  })
})

function lost(
  count: number,
  edges: readonly (readonly [number, number])[],
  starts: readonly number[],
  left: number,
): Set<number> {
  const kept = reached(edges, starts, left)
  return new Set(Array.from({ length: count }, (_, node) => node).filter((node) => !kept.has(node)))
}

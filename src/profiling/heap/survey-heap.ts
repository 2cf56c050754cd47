import { heldByClass, heldWeights } from './class-weights.ts'
import { type DominatorTree, dominatorTree } from './dominators.ts'
import { type HeapClasses, heapClasses } from './heap-classes.ts'
import type { HeapGraph } from './heap-graph.ts'
import { type HeapGrowth, heapGrowth } from './heap-growth.ts'
import { ownedSizes } from './owned-sizes.ts'
import { strongEdges } from './strong-edges.ts'

/** What the objects of one class take. */
export interface ClassHolding {
  name: string
  count: number
  /** Of their own. */
  shallowBytes: number
  /** What would be freed with them: an object below another of its class counts once. */
  retainedBytes: number
}

/** One snapshot in figures; objects without a size of their own are not counted. */
export interface HeapSurvey {
  objects: number
  bytes: number
  /** All classes, what retains most first. */
  classes: ClassHolding[]
  /** Against the earlier snapshot, where there was one. */
  growth: HeapGrowth | null
  /** What a later snapshot is compared with. */
  census: HeapCensus
}

/** The objects of a heap, one by one: 16 bytes each. */
export interface HeapCensus {
  id: Uint32Array
  /** Bytes of its own, with its inner parts. */
  size: Float64Array
  classes: HeapClasses
}

/** Counts what a heap holds by class, and what grew since the `earlier` snapshot of the same process. */
export function surveyHeap(graph: HeapGraph, earlier?: HeapCensus): HeapSurvey {
  const classes = heapClasses(graph)
  const strong = strongEdges(graph)
  const tree = dominatorTree(graph, strong)
  const census = { id: graph.nodes.id, size: ownedSizes(graph), classes }
  const holdings = holdingsOf(graph, tree, census)
  return {
    objects: holdings.reduce((sum, { count }) => sum + count, 0),
    bytes: holdings.reduce((sum, { shallowBytes }) => sum + shallowBytes, 0),
    classes: holdings.sort(
      (a, b) =>
        b.retainedBytes - a.retainedBytes || b.shallowBytes - a.shallowBytes || (a.name < b.name ? -1 : 1),
    ),
    growth: earlier === undefined ? null : heapGrowth({ graph, strong, tree, census }, earlier),
    census,
  }
}

function holdingsOf(
  { nodes }: HeapGraph,
  tree: DominatorTree,
  { size, classes }: HeapCensus,
): ClassHolding[] {
  const { names, of } = classes
  const counts = new Uint32Array(names.length)
  const shallow = new Float64Array(names.length)
  for (let node = 0; node < size.length; node++) {
    const bytes = size[node] ?? 0
    const member = of[node] ?? 0
    if (bytes === 0) continue
    counts[member] = (counts[member] ?? 0) + 1
    shallow[member] = (shallow[member] ?? 0) + bytes
  }
  const held = heldWeights(tree, (node) => nodes.size[node] ?? 0)
  const retained = heldByClass(tree, held, names.length, (node) => (size[node] === 0 ? -1 : (of[node] ?? 0)))
  return names.flatMap((name, index) =>
    counts[index] === 0
      ? []
      : [
          {
            name,
            count: counts[index] ?? 0,
            shallowBytes: shallow[index] ?? 0,
            retainedBytes: retained[index] ?? 0,
          },
        ],
  )
}

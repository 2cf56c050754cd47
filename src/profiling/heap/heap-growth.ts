import { heldByClass, heldWeights } from './class-weights.ts'
import type { DominatorTree } from './dominators.ts'
import { isInnerClass } from './heap-classes.ts'
import type { HeapGraph } from './heap-graph.ts'
import { heaviestPath } from './heaviest-path.ts'
import { allOf, type Objects, type ObjectsSince, objectsOf, objectsSince } from './objects-since.ts'
import { pathInWords, pathSteps } from './path-in-words.ts'
import { retainingTree } from './retaining-tree.ts'
import type { StrongEdges } from './strong-edges.ts'
import type { HeapCensus } from './survey-heap.ts'

/** A class that takes more than before. */
export interface HeapGrower {
  name: string
  /** New and still alive. */
  added: Objects
  freed: Objects
  /** Of the class as a whole, with those that grew or shrank. */
  change: Objects
  /** Bytes of new objects of any class that would be freed with the new ones of this class. */
  heldBytes: number
  /** The part of them that is growth and no exchange of new for old: the growers are in the order of it. */
  grownBytes: number
  /** What keeps most of it alive; only for the first few of the program's own, and null where nothing does. */
  keptBy: Keeper | null
}

/** What keeps new objects alive, or one that grew. */
export interface Keeper {
  /** From a root to one of them: `global.cache -> Map[] -> Session`. */
  path: string
  /** The object on it to which they were added, with the step before: `global.cache -> Map[]`. */
  place: string
  /** Which part (0-1) of what the new ones hold is kept there. */
  share: number
}

/** What became of a heap between two snapshots. */
export interface HeapGrowth {
  added: Objects
  freed: Objects
  change: Objects
  /** The ten classes that grew most. */
  growers: HeapGrower[]
}

/** A heap with what was worked out about it. */
export interface StudiedHeap {
  graph: HeapGraph
  strong: StrongEdges
  tree: DominatorTree
  census: HeapCensus
}

const shown = 10
const explainedAtMost = 4

/** Compares a heap with an `earlier` one of the same process, object by object. */
export function heapGrowth(heap: StudiedHeap, earlier: HeapCensus): HeapGrowth {
  const { classes } = heap.census
  const since = objectsSince(heap.census, earlier)
  const { names, isNew, added, freed, change } = since
  const held = heldWeights(heap.tree, (node) => (isNew[node] === 1 ? (since.grownBytes[node] ?? 0) : 0))
  const heldOf = heldByClass(heap.tree, held, names.length, (node) =>
    isNew[node] === 1 ? (classes.of[node] ?? 0) : -1,
  )
  const growers = names
    .map((name, index) => {
      const changes = {
        added: objectsOf(added, index),
        freed: objectsOf(freed, index),
        change: objectsOf(change, index),
      }
      const heldBytes = heldOf[index] ?? 0
      return { index, name, ...changes, heldBytes, grownBytes: grown(changes, heldBytes) }
    })
    .filter((grower) => grower.change.bytes > 0)
    .sort(
      (a, b) => b.grownBytes - a.grownBytes || b.change.bytes - a.change.bytes || (a.name < b.name ? -1 : 1),
    )
    .slice(0, shown)
  const explained = growers.filter(({ name }) => !isInnerClass(name)).slice(0, explainedAtMost)
  const keptBy = explained.length === 0 ? () => null : keepers(heap, since, held)
  return {
    added: allOf(added),
    freed: allOf(freed),
    change: allOf(change),
    growers: growers.map((grower) => {
      const { index, ...figures } = grower
      return { ...figures, keptBy: explained.includes(grower) ? keptBy(index) : null }
    }),
  }
}

/** A class that gets as many new objects as it loses does not grow, whatever the new ones hold. */
function grown({ added, change }: Pick<HeapGrower, 'added' | 'change'>, heldBytes: number): number {
  const more = added.count > 0 ? Math.min(Math.max(change.count / added.count, 0), 1) : 0
  return Math.max(change.bytes, heldBytes * more)
}

/** What keeps the objects of a class alive that are new, with what they hold, or grew. */
function keepers(
  { graph, strong, tree, census }: StudiedHeap,
  { isNew, grownBytes }: ObjectsSince,
  held: Float64Array,
): (index: number) => Keeper | null {
  const ways = retainingTree(graph, strong)
  return (index) => {
    const weights = new Float64Array(isNew.length)
    for (const [number, node] of tree.node.entries())
      if (census.classes.of[node] === index)
        weights[node] = (isNew[node] === 1 ? held[number] : grownBytes[node]) ?? 0
    const found = heaviestPath(graph.root, ways, weights, isNew)
    if (found === null) return null
    const steps = pathSteps(graph, ways, found.nodes)
    const known = steps.filter(({ node }) => found.nodes.indexOf(node) <= found.nodes.indexOf(found.keeper))
    return { path: pathInWords(steps), place: pathInWords(known.slice(-2)), share: found.share }
  }
}

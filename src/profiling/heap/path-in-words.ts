import { maskSecrets } from '../../core/index.ts'
import { className, clipped } from './heap-classes.ts'
import type { HeapGraph } from './heap-graph.ts'
import type { RetainingTree } from './retaining-tree.ts'

const shownAtFirst = 2
const shownAtLast = 4
const longestLabel = 36
/** An object with more properties than these is used as a table: their names are data. */
const mostOwnNames = 200
/** A name has a few, as in sha256; an id or a secret has more. */
const mostDigits = 3

/** One step of a path in words: `Session.payload`. */
export interface PathStep {
  /** The object that the words begin with. */
  node: number
  words: string
}

/**
 * A way through the heap as a programmer would write it: `global.cache`, `Map[]`, `Session.payload`, `(string)`. Parts of V8
 * between two objects are passed over; keys that may be data are shown as `[...]`.
 */
export function pathSteps(graph: HeapGraph, tree: RetainingTree, path: readonly number[]): PathStep[] {
  const steps: PathStep[] = []
  let step: PathStep | null = null
  for (const node of path) {
    const edge = tree.edge[node] ?? 0
    const owner = tree.retainer[node] ?? 0
    if (step !== null && !isRoot(graph, step.node))
      step.words = joined(step.words, accessorOf(graph, owner, edge))
    const label = labelOf(graph, node, isGlobal(graph, node))
    if (label === null) continue
    // Of the roots of V8 the innermost says most.
    if (step !== null && isRoot(graph, step.node) && isRoot(graph, node)) steps.pop()
    step = { node, words: label }
    steps.push(step)
  }
  return steps.map(({ node, words }) => ({ node, words: maskSecrets(words) }))
}

/** The steps in a line, without the middle of a long way. */
export function pathInWords(steps: readonly PathStep[]): string {
  const words = steps.map((step) => step.words)
  return words.length - shownAtFirst - shownAtLast > 1
    ? [...words.slice(0, shownAtFirst), '...', ...words.slice(-shownAtLast)].join(' -> ')
    : words.join(' -> ')
}

/** How an object is called on a path; null for parts of V8, which are passed over. */
function labelOf(graph: HeapGraph, node: number, isGlobal: boolean): string | null {
  if (isGlobal) return 'global'
  const type = graph.nodeTypes[graph.nodes.type[node] ?? 0] ?? ''
  const name = graph.names.text(graph.nodes.name[node] ?? 0)
  switch (type) {
    case 'synthetic':
      return name
    case 'closure':
      return `${clipped(name, longestLabel) || 'function '}()`
    case 'hidden':
    case 'code':
    case 'array':
    case 'object shape':
      return null
    default:
      return name.startsWith('system / ') ? null : clipped(className(graph, node), longestLabel)
  }
}

function isRoot({ nodes, nodeTypes }: HeapGraph, node: number): boolean {
  return nodeTypes[nodes.type[node] ?? 0] === 'synthetic'
}

function accessorOf(graph: HeapGraph, owner: number, edge: number): string {
  const type = graph.edgeTypes[graph.edges.type[edge] ?? 0] ?? ''
  if (type === 'element') return '[]'
  if (type === 'hidden') return ''
  const name = graph.names.text(graph.edges.name[edge] ?? 0)
  switch (type) {
    case 'property':
      return isSpelled(name) && !isTable(graph, owner) ? `.${name}` : '[...]'
    case 'context':
      return isSpelled(name) ? ` variable ${name}` : ''
    default:
      if (graph.names.weakTables.has(graph.edges.name[edge] ?? 0)) return ' as key of WeakMap'
      return /^\d+$/.test(name) ? '[]' : ''
  }
}

/** Several parts of V8 in a row still are one step for a programmer. */
function joined(before: string, next: string): string {
  return before.endsWith('[]') && next === '[]' ? before : before + next
}

/** Whether a name is one that programmers give. */
function isSpelled(name: string): boolean {
  return (
    /^(?:[A-Za-z_$#][\w$-]*|<symbol [\w$.-]*>)$/.test(name) && name.replace(/\D/g, '').length <= mostDigits
  )
}

function isTable(graph: HeapGraph, owner: number): boolean {
  const { nodes, edges } = graph
  if (isGlobal(graph, owner)) return false
  const property = graph.edgeTypes.indexOf('property')
  const own = edges.type.subarray(nodes.firstEdge[owner], nodes.firstEdge[owner + 1])
  return own.reduce((count, type) => count + (type === property ? 1 : 0), 0) > mostOwnNames
}

/** The root of a heap refers to its global objects by shortcuts. */
function isGlobal({ root, nodes, edges, edgeTypes }: HeapGraph, node: number): boolean {
  const shortcut = edgeTypes.indexOf('shortcut')
  const end = nodes.firstEdge[root + 1] ?? 0
  for (let edge = nodes.firstEdge[root] ?? 0; edge < end; edge++)
    if (edges.type[edge] === shortcut && edges.to[edge] === node) return true
  return false
}

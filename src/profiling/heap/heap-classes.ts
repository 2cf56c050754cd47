import { maskSecrets } from '../../core/index.ts'
import type { HeapGraph } from './heap-graph.ts'

/** The class of each object. */
export interface HeapClasses {
  /** `Map`, `(string)`, `(closure)`: as the DevTools name them. */
  names: readonly string[]
  /** By object: the index of its class in `names`. */
  of: Uint32Array
}

const innerClasses: ReadonlySet<string> = new Set([
  '(compiled code)',
  '(object shape)',
  '(synthetic)',
  '(system)',
])

/** Whether a class is one that V8 makes for itself, whatever the program keeps. */
export function isInnerClass(name: string): boolean {
  return innerClasses.has(name)
}

/** The classes of a heap: objects and native ones by the name of their constructor, all else by kind. */
export function heapClasses(graph: HeapGraph): HeapClasses {
  const { nodes, nodeTypes } = graph
  const byConstructor = nodeTypes.map((type) => type === 'object' || type === 'native')
  const names: string[] = []
  const byName = new Map<string, number>()
  const byKey = new Map<number, number>()
  const of = new Uint32Array(nodes.count)
  for (let node = 0; node < nodes.count; node++) {
    const type = nodes.type[node] ?? 0
    const key = byConstructor[type] ? (nodes.name[node] ?? 0) : -1 - type
    const known = byKey.get(key) ?? numbered(className(graph, node))
    byKey.set(key, known)
    of[node] = known
  }

  function numbered(name: string): number {
    const known = byName.get(name) ?? names.push(name) - 1
    byName.set(name, known)
    return known
  }

  return { names, of }
}

/** The name of the class of an object. */
export function className({ nodes, nodeTypes, names }: HeapGraph, node: number): string {
  const type = nodeTypes[nodes.type[node] ?? 0] ?? ''
  switch (type) {
    case 'hidden':
      return '(system)'
    case 'code':
      return '(compiled code)'
    case 'object':
    case 'native':
      return maskSecrets(names.text(nodes.name[node] ?? 0)) || '(no name)'
    default:
      return `(${type})`
  }
}

/** A name of at most `length` characters, its end cut off where it is longer. */
export function clipped(name: string, length: number): string {
  return name.length > length ? `${name.slice(0, length - 3)}...` : name
}

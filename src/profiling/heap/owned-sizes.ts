import type { HeapGraph } from './heap-graph.ts'

const none = 2 ** 32 - 1
const several = 2 ** 32 - 2

/**
 * The size of each object with that of its inner parts, as the DevTools count: an array or an inner object of V8 that one
 * object alone refers to, such as the table of a Map, is part of that object and has no size of its own.
 */
export function ownedSizes({ nodes, edges, nodeTypes, edgeTypes }: HeapGraph): Float64Array {
  const [hidden, array, synthetic] = ['hidden', 'array', 'synthetic'].map((type) => nodeTypes.indexOf(type))
  const weak = edgeTypes.indexOf('weak')
  const owners = new Uint32Array(nodes.count)
  // Each is visited at most twice: when it gets an owner, and when it turns out to have several.
  const waiting = new Uint32Array(nodes.count * 2)
  let count = 0
  for (let node = 0; node < nodes.count; node++) {
    const isPart = nodes.type[node] === hidden || nodes.type[node] === array
    owners[node] = isPart ? none : node
    if (!isPart) waiting[count++] = node
  }
  while (count > 0) {
    const node = waiting[--count] ?? 0
    const owner = owners[node] ?? none
    const end = nodes.firstEdge[node + 1] ?? 0
    for (let edge = nodes.firstEdge[node] ?? 0; edge < end; edge++) {
      const to = edges.to[edge] ?? 0
      const known = owners[to] ?? none
      if (edges.type[edge] === weak || known === to || known === owner || known === several) continue
      owners[to] = known === none ? owner : several
      waiting[count++] = to
    }
  }
  const sizes = nodes.size.slice()
  for (let node = 0; node < nodes.count; node++) {
    const owner = owners[node] ?? none
    if (owner === node || owner === none || owner === several || nodes.type[owner] === synthetic) continue
    sizes[owner] = (sizes[owner] ?? 0) + (nodes.size[node] ?? 0)
    sizes[node] = 0
  }
  return sizes
}

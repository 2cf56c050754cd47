import { type CalledFunction, calledFunction } from './called-function.ts'
import { isJsonObject, type JsonObject, listOf, numberOf } from './json-value.ts'

/** One node of the call tree of a .cpuprofile. */
export interface CallNode extends CalledFunction {
  id: unknown
  /** Hits, until it is known how long they lasted. */
  weight: number
  parent: CallNode | null
}

/** All nodes, in the form of today (`nodes`) or as one nested `head`; what is wrong with them where they cannot be read. */
export function callNodes(file: JsonObject): CallNode[] | string {
  const list = listOf(file['nodes'])
  return list === null ? nestedNodes(file['head']) : listedNodes(list)
}

function listedNodes(list: readonly unknown[]): CallNode[] | string {
  const nodes = new Map<unknown, CallNode>()
  const children: [CallNode, readonly unknown[]][] = []
  const parents: [CallNode, unknown][] = []
  for (const [index, item] of list.entries()) {
    const frame = isJsonObject(item) ? item['callFrame'] : null
    if (!isJsonObject(item) || !isJsonObject(frame)) return `node ${index + 1} cannot be read`
    const line = numberOf(frame['lineNumber'])
    const node = callNode(item, frame, line === null ? null : line + 1)
    if (nodes.has(node.id)) return `two nodes have the id ${String(node.id)}`
    nodes.set(node.id, node)
    children.push([node, listOf(item['children']) ?? []])
    if (item['parent'] !== undefined) parents.push([node, item['parent']])
  }
  for (const [parent, ids] of children) {
    for (const id of ids) {
      const child = nodes.get(id)
      if (child === undefined) return `the node ${String(id)} is not there`
      if (child.parent !== null) return `the node ${String(id)} has two callers`
      child.parent = parent
    }
  }
  for (const [node, id] of parents) node.parent ??= nodes.get(id) ?? null
  const all = [...nodes.values()]
  return endless(all) ? 'its nodes call each other in a circle' : all
}

function nestedNodes(head: unknown): CallNode[] | string {
  const nodes: CallNode[] = []
  const waiting: [unknown, CallNode | null][] = [[head, null]]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [item, parent] = next
    if (!isJsonObject(item) || typeof item['functionName'] !== 'string') return 'a node cannot be read'
    const node = { ...callNode(item, item, numberOf(item['lineNumber'])), parent }
    nodes.push(node)
    for (const child of listOf(item['children']) ?? []) waiting.push([child, node])
  }
  return nodes
}

function callNode(item: JsonObject, frame: JsonObject, line: number | null): CallNode {
  return {
    id: item['id'],
    ...calledFunction(frame, line),
    weight: Math.max(numberOf(item['hitCount']) ?? 0, 0),
    parent: null,
  }
}

/** Whether some node is its own caller: then no walk upwards would end. */
function endless(nodes: readonly CallNode[]): boolean {
  const sound = new Set<CallNode>()
  for (const start of nodes) {
    const path = new Set<CallNode>()
    for (let node: CallNode | null = start; node !== null && !sound.has(node); node = node.parent) {
      if (path.has(node)) return true
      path.add(node)
    }
    for (const node of path) sound.add(node)
  }
  return false
}

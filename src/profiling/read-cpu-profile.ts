import { type Parsed, rejected, understood } from '../core/index.ts'
import { kindOf } from './called-function.ts'
import { type CallNode, callNodes } from './cpu-profile-nodes.ts'
import { sampleWeights } from './cpu-profile-weights.ts'
import { type JsonObject, listOf } from './json-value.ts'
import type { StackProfile } from './stack-profile.ts'
import { type StackTree, stackTree } from './stack-tree.ts'

const hint = 'Take it again, or save it again from the DevTools.'

/** A .cpuprofile of V8: by the time between its samples, or by hits alone where an old one has no samples. */
export function readCpuProfile(file: JsonObject): Parsed<StackProfile> {
  const nodes = callNodes(file)
  if (typeof nodes === 'string') return rejected(`is damaged: ${nodes}`, hint)
  const samples = listOf(file['samples']) ?? []
  return samples.length > 0 ? bySamples(file, nodes, samples) : understood(weighed('samples', nodes))
}

function bySamples(
  file: JsonObject,
  nodes: readonly CallNode[],
  samples: readonly unknown[],
): Parsed<StackProfile> {
  const { unit, weights } = sampleWeights(file, samples.length)
  const known = new Map(nodes.map((node) => [node.id, node]))
  for (const node of nodes) node.weight = 0
  for (const [index, id] of samples.entries()) {
    const node = known.get(id)
    if (node === undefined)
      return rejected(`is damaged: a sample names the node ${String(id)}, which is not there`, hint)
    node.weight += weights[index] ?? 0
  }
  return understood(weighed(unit, nodes))
}

function weighed(unit: StackProfile['unit'], nodes: readonly CallNode[]): StackProfile {
  const tree = stackTree('beginnings')
  const placed = new Map<CallNode, number>()
  for (const node of nodes) {
    if (node.name === '(idle)') tree.addIdle(node.weight)
    else if (node.weight > 0) tree.weigh(nodeIn(tree, node, placed), node.weight)
  }
  return tree.finished(unit)
}

/** The node of the tree for `innermost`; each caller is looked up once, however deep it is. */
function nodeIn(tree: StackTree, innermost: CallNode, placed: Map<CallNode, number>): number {
  const path: CallNode[] = []
  let caller = -1
  for (let node: CallNode | null = innermost; node !== null; node = node.parent) {
    const known = placed.get(node)
    if (known !== undefined) {
      caller = known
      break
    }
    if (node.name !== '(root)' || node === innermost) path.push(node)
  }
  for (const node of path.reverse()) {
    const { name, file, line } = node
    caller = tree.call(caller, tree.frame(name, { file, line, kind: kindOf(node) }))
    placed.set(node, caller)
  }
  return caller
}

import { suggestion } from '../core/index.ts'
import { type Fault, placesIn, quote } from './problem.ts'
import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLSeq,
} from './yaml-package.ts'
import { flatter } from './yaml-text.ts'

/** A YAML value, and where it and all that is in it stand in the text. */
export interface YamlTree {
  /** Plain data: maps are objects, lists are arrays. */
  plain: unknown
  /** Offset of the value. */
  at: number
  /** The value as written, fit for a message. */
  got: string
  /** By key, of a list by index; `at` is the offset of the key. */
  keys: Map<string, { at: number; tree: YamlTree }>
}

interface Walk {
  text: string
  anchors: Map<string, Node>
  /** Collections that are being walked: an alias to one of them would never end. */
  open: Set<Node>
  /** Inside what an alias stands for: its anchors are known already. */
  repeating: boolean
  /** Values so far, those behind an alias counted each time. */
  count: number
  faults: Fault[]
}

const mostValues = 5000
const deepest = 32
const plainTags = new Set(
  ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((tag) => `tag:yaml.org,2002:${tag}`),
)

/** `contents` as plain data with its places, aliases and merge keys resolved; `faults` is what keeps it from being read. */
export function walkYaml(contents: unknown, text: string): { tree: YamlTree; faults: Fault[] } {
  const walk: Walk = { text, anchors: new Map(), open: new Set(), repeating: false, count: 0, faults: [] }
  return { tree: treeOf(contents, [], walk), faults: walk.faults }
}

function treeOf(node: unknown, path: readonly string[], walk: Walk): YamlTree {
  if (walk.count > mostValues || !isNode(node))
    return { plain: null, at: startOf(node), got: 'nothing', keys: new Map() }
  walk.count += 1
  if (walk.count > mostValues) {
    const hint = 'An alias counts each time it is used: use fewer.'
    return fail(walk, [], node, `holds more than ${mostValues} values`, hint)
  }
  if (path.length > deepest) return fail(walk, path, node, 'is nested too deeply', flatter)
  if (isAlias(node)) return aliasTree(node.source, node, path, walk)
  if (node.tag !== undefined && !plainTags.has(node.tag)) return tagged(node, path, walk)
  if (node.anchor !== undefined && !walk.repeating) walk.anchors.set(node.anchor, node)
  if (isScalar(node)) return scalarTree(node, path)
  walk.open.add(node)
  const tree = isMap(node) ? mapTree(node.items, node, path, walk) : listTree(node, path, walk)
  walk.open.delete(node)
  return tree
}

function tagged(node: Node, path: readonly string[], walk: Walk): YamlTree {
  const at = walk.text.slice(0, startOf(node)).search(/!+[^!]*$/)
  const got = quote(walk.text.slice(Math.max(at, 0), node.range?.[1]), path.at(-1))
  const hint = 'Remove the word that begins with an exclamation mark.'
  walk.faults.push({ path, at: Math.max(at, 0), problem: 'has a tag, and tags are not read', hint, got })
  return { plain: null, at, got, keys: new Map() }
}

function aliasTree(anchor: string, node: Node, path: readonly string[], walk: Walk): YamlTree {
  const target = walk.anchors.get(anchor)
  if (target === undefined) {
    const hint = suggestion(
      anchor,
      [...walk.anchors.keys()],
      `Write &${quote(anchor)} before the value that it stands for.`,
    )
    return fail(walk, path, node, 'names an anchor that does not stand before it', hint)
  }
  if (walk.open.has(target))
    return fail(walk, path, node, 'contains itself', 'Write out what the alias stands for.')
  const outer = walk.repeating
  walk.repeating = true
  const tree = treeOf(target, path, walk)
  walk.repeating = outer
  return tree
}

function scalarTree(node: Scalar, path: readonly string[]): YamlTree {
  const written = node.source ?? String(node.value)
  const got = written === '' && node.value === null ? 'nothing' : quote(written, path.at(-1))
  return { plain: node.value, at: startOf(node), got, keys: new Map() }
}

function listTree(node: YAMLSeq, path: readonly string[], walk: Walk): YamlTree {
  const items = node.items.map((item, index) => treeOf(item, [...path, String(index)], walk))
  const keys = new Map(items.map((tree, index) => [String(index), { at: tree.at, tree }]))
  return { plain: items.map(({ plain }) => plain), at: startOf(node), got: 'a list', keys }
}

function mapTree(pairs: readonly Pair[], node: Node, path: readonly string[], walk: Walk): YamlTree {
  const keys: YamlTree['keys'] = new Map()
  const merged: YamlTree[] = []
  for (const { key, value } of pairs) {
    if (isMergeKey(key)) {
      merged.push(...mergedTrees(value, path, walk))
      continue
    }
    const name = keyName(key, keys, path, walk)
    const tree = treeOf(value ?? key, [...path, name ?? keyText(key)], walk)
    if (name === null) continue
    keys.set(name, {
      at: startOf(key),
      tree: value === null ? { ...tree, plain: null, got: 'nothing' } : tree,
    })
  }
  // A map's own keys win over merged ones, and the first merged map over the next.
  for (const tree of merged) {
    for (const [name, entry] of tree.keys) if (!keys.has(name)) keys.set(name, entry)
  }
  const plain = Object.fromEntries([...keys].map(([name, { tree }]) => [name, tree.plain]))
  return { plain, at: startOf(node), got: 'a map', keys }
}

function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.type === 'PLAIN' && key.source === '<<'
}

function mergedTrees(value: unknown, path: readonly string[], walk: Walk): YamlTree[] {
  const inner = [...path, '<<']
  const trees = isSeq(value)
    ? value.items.map((item) => treeOf(item, inner, walk))
    : [treeOf(value, inner, walk)]
  for (const tree of trees) {
    if (isPlainMap(tree.plain) || walk.faults.length > 0) continue
    const hint = 'Write <<: *name, where &name stands before a map.'
    walk.faults.push({
      path: inner,
      at: tree.at,
      problem: 'merges something that is not a map',
      hint,
      got: tree.got,
    })
  }
  return trees
}

function isPlainMap(plain: unknown): boolean {
  return typeof plain === 'object' && plain !== null && !Array.isArray(plain)
}

/** The key as text, or null after saying what is wrong with it. */
function keyName(key: unknown, keys: YamlTree['keys'], path: readonly string[], walk: Walk): string | null {
  const at = startOf(key)
  const fault = (problem: string, hint: string, got: string): null => {
    walk.faults.push({ path, at, problem, hint, got })
    return null
  }
  if (!isScalar(key)) {
    return fault(
      'has a key that is not a word',
      'Write key: value.',
      isMap(key) ? 'a map' : isSeq(key) ? 'a list' : 'an alias',
    )
  }
  const name = key.value
  if (typeof name !== 'string') {
    return fault(
      'has a key that is not a word',
      'Put the key in quotes, or begin it with a letter.',
      keyText(key),
    )
  }
  // Names such as __proto__ and constructor mean something to every JavaScript object.
  if (name in {}) return fault('has a reserved word as a key', 'Choose another name.', quote(name))
  const first = keys.get(name)
  if (first === undefined) return name
  return fault(
    `has a key twice`,
    `Keep one of the two: the first is in line ${placesIn(walk.text)(first.at).line}.`,
    quote(name),
  )
}

function keyText(key: unknown): string {
  if (!isScalar(key) || key.value === null) return 'nothing'
  return quote(key.source ?? String(key.value))
}

function fail(walk: Walk, path: readonly string[], node: Node, problem: string, hint: string): YamlTree {
  const at = startOf(node)
  const [, end = at] = node.range ?? []
  const got = isAlias(node) ? `*${node.source}` : walk.text.slice(at, end)
  walk.faults.push({ path, at, problem, hint, got: quote(got, path.at(-1)) })
  return { plain: null, at, got: 'nothing', keys: new Map() }
}

function startOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0
}

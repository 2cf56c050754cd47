import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLSeq,
} from 'yaml'
import { suggestion } from '../core/index.ts'
import { type Fault, placesIn, quote } from './problem.ts'
import { syntaxFault } from './yaml-syntax.ts'
import { flatter, unfitText } from './yaml-text.ts'

/** A YAML value, and where it and all that is in it stand in the text. */
export interface YamlTree {
  /** Plain data: maps are objects, lists are arrays. */
  plain: unknown
  /** Offset of the value. */
  at: number
  /** The value as written, fit for a message. */
  got: string
  /** By key; `at` is the offset of the key. */
  keys: Map<string, { at: number; tree: YamlTree }>
}

export type YamlReading = { ok: true; tree: YamlTree } | { ok: false; faults: Fault[] }

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

/** The one document in `text`, aliases and merge keys resolved; every fault that makes it unreadable otherwise. */
export function readYaml(text: string): YamlReading {
  const unfit = unfitText(text)
  if (unfit !== null) return { ok: false, faults: [unfit] }
  const document = parse(text)
  if (document === null)
    return {
      ok: false,
      faults: [{ path: [], at: 0, problem: 'is nested too deeply', hint: flatter, got: null }],
    }
  const broken = [...document.errors, ...document.warnings].filter(
    ({ code }) => code !== 'TAG_RESOLVE_FAILED',
  )
  if (broken.length > 0)
    return { ok: false, faults: broken.slice(0, 100).map((error) => syntaxFault(error, text)) }
  const walk: Walk = { text, anchors: new Map(), open: new Set(), repeating: false, count: 0, faults: [] }
  const tree = treeOf(document.contents, [], walk)
  return walk.faults.length === 0 ? { ok: true, tree } : { ok: false, faults: walk.faults }
}

/** The value at `path`, or the nearest above it that the text has: `depth` keys of the path were found. */
export function nearest(tree: YamlTree, path: readonly string[]): { tree: YamlTree; depth: number; keyAt: number } {
  let at = tree
  let keyAt = tree.at
  let depth = 0
  for (const key of path) {
    const next = at.keys.get(key)
    if (next === undefined) break
    at = next.tree
    keyAt = next.at
    depth += 1
  }
  return { tree: at, depth, keyAt }
}

function parse(text: string): Document | null {
  try {
    // The parser's own check for keys written twice is quadratic: 5 seconds for 256 KiB of keys.
    return parseDocument(text, { uniqueKeys: false, prettyErrors: false, logLevel: 'error' })
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function treeOf(node: unknown, path: readonly string[], walk: Walk): YamlTree {
  if (walk.count > mostValues || !isNode(node))
    return { plain: null, at: startOf(node), got: 'nothing', keys: new Map() }
  walk.count += 1
  if (walk.count > mostValues) {
    return fail(
      walk,
      path,
      node,
      `holds more than ${mostValues} values`,
      'An alias counts each time it is used: use fewer.',
    )
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
  const got = written === '' ? (node.value === null ? 'nothing' : "''") : quote(written, path.at(-1))
  return { plain: node.value, at: startOf(node), got, keys: new Map() }
}

function listTree(node: YAMLSeq, path: readonly string[], walk: Walk): YamlTree {
  const items = node.items.map((item, index) => treeOf(item, [...path, String(index)], walk).plain)
  return { plain: items, at: startOf(node), got: 'a list', keys: new Map() }
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
    const tree = treeOf(value ?? key, [...path, name ?? '?'], walk)
    if (name !== null)
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
    if (tree.got === 'a map' || walk.faults.length > 0) continue
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
      quote(key.source ?? String(name)),
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

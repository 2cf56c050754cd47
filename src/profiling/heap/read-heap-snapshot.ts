import { type Parsed, rejected, understood } from '../../core/index.ts'
import { edgeRows } from './edge-rows.ts'
import type { HeapGraph } from './heap-graph.ts'
import { indexSet } from './index-set.ts'
import { nodeRows, type Rows } from './node-rows.ts'
import { type JsonParts, scanJson } from './scan-json.ts'
import { type SnapshotLayout, snapshotHint, snapshotLayout } from './snapshot-layout.ts'
import { snapshotStrings } from './snapshot-strings.ts'

/** A reader that is fed a heap snapshot of V8 piece by piece. */
export interface HeapSnapshotReader {
  push(piece: string): void
  /** The heap; why there is none where the snapshot is damaged or cut off. To be called once, at the end. */
  finish(): Parsed<HeapGraph>
}

/**
 * Reads a heap snapshot of V8 (Node 12 and later) as it comes, in about 25 bytes an object and 9 a reference. Texts are kept
 * where they are names of classes, functions and properties: what the strings of the program hold is not.
 */
export function heapSnapshotReader(): HeapSnapshotReader {
  const classes = indexSet()
  const unnamed = indexSet()
  const properties = indexSet()
  const strings = snapshotStrings(classes, properties)
  let layout: SnapshotLayout | null = null
  let nodes: Rows<HeapGraph['nodes']> | null = null
  let edges: Rows<HeapGraph['edges']> | null = null
  let rows: Pick<Rows<unknown>, 'number'> | null = null
  let hasStrings = false
  let problem: string | null = null

  function begin(key: string): ReturnType<JsonParts['begin']> {
    const isTwice = { snapshot: layout, nodes, edges, strings: hasStrings || null }[key] ?? null
    if (isTwice !== null) return failed(`it has ${key} twice`)
    switch (key) {
      case 'snapshot':
        return 'text'
      case 'nodes':
        if (layout === null) return failed('its objects come before its header')
        rows = nodes = nodeRows(layout, { named: classes, unnamed })
        return 'numbers'
      case 'edges':
        if (layout === null) return failed('its references come before its header')
        rows = edges = edgeRows(layout, properties)
        return 'numbers'
      case 'strings':
        if (nodes === null || edges === null) return failed('its strings come before its objects')
        hasStrings = true
        return 'strings'
      default:
        return 'skip'
    }
  }

  function failed(what: string): 'skip' {
    problem ??= what
    return 'skip'
  }

  const scanner = scanJson({
    begin,
    text(text) {
      const read = snapshotLayout(text)
      if (read.ok) layout = read.value
      else failed(read.problem)
    },
    number(value) {
      if (problem === null && rows !== null) problem = rows.number(value)
    },
    ...strings,
  })

  function heap(known: SnapshotLayout): HeapGraph | string {
    const objects = nodes?.finished() ?? 'it has no objects'
    const references = edges?.finished() ?? 'it has no references'
    if (typeof objects === 'string') return objects
    if (typeof references === 'string') return references
    if (objects.count === 0) return 'it has no objects'
    const named = Math.max(classes.largest, unnamed.largest, properties.largest)
    if (named >= strings.count()) return `it has ${strings.count()} strings and needs ${named + 1}`
    const { nodeTypes, edgeTypes, root } = known
    return { nodeTypes, edgeTypes, root, nodes: objects, edges: references, names: strings.names }
  }

  return {
    push(piece) {
      if (problem === null) scanner.push(piece)
    },
    finish() {
      if (problem !== null) return damaged(problem)
      if (layout === null) return rejected('is no heap snapshot', 'Take one of a Node process.')
      if (scanner.state() === 'damaged') return damaged('its text is no JSON')
      if (scanner.state() === 'open') return rejected('is cut off', snapshotHint)
      const graph = heap(layout)
      return typeof graph === 'string' ? damaged(graph) : understood(graph)
    },
  }
}

function damaged(problem: string): Parsed<never> {
  return rejected(`is damaged: ${problem}`, snapshotHint)
}

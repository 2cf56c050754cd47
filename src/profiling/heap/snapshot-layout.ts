import { type Parsed, rejected, understood } from '../../core/index.ts'
import { isJsonObject, type JsonObject, listOf, numberOf } from '../json-value.ts'

/** What each number of a row means; `other` is read over. */
export type NodeField = 'type' | 'name' | 'id' | 'self_size' | 'edge_count' | 'other'
export type EdgeField = 'type' | 'name_or_index' | 'to_node' | 'other'

/** How a snapshot is laid out, told by itself: versions of V8 differ. */
export interface SnapshotLayout {
  nodeFields: readonly NodeField[]
  edgeFields: readonly EdgeField[]
  nodeTypes: readonly string[]
  edgeTypes: readonly string[]
  nodeCount: number
  edgeCount: number
  /** The number of the outermost object. */
  root: number
}

/** What to do about a snapshot that cannot be read. */
export const snapshotHint = 'Take it again.'

const nodeFields = ['type', 'name', 'id', 'self_size', 'edge_count'] as const
const edgeFields = ['type', 'name_or_index', 'to_node'] as const
const maximumFields = 50
const maximumTypes = 255
const maximumRows = 2 ** 31

/** The layout out of the first part of a heap snapshot of V8; a problem reads as "it is damaged: PROBLEM". */
export function snapshotLayout(text: string): Parsed<SnapshotLayout> {
  const header = parsed(text)
  const meta = isJsonObject(header) ? header['meta'] : null
  if (!isJsonObject(header) || !isJsonObject(meta)) return damaged('its header cannot be read')
  const nodes = fieldsOf(meta['node_fields'], nodeFields)
  const edges = fieldsOf(meta['edge_fields'], edgeFields)
  if (nodes === null || edges === null) return damaged('its header names fields that are not known')
  const nodeTypes = typesOf(meta['node_types'], nodes.indexOf('type'))
  const edgeTypes = typesOf(meta['edge_types'], edges.indexOf('type'))
  if (nodeTypes === null || edgeTypes === null) return damaged('its header names no kinds of objects')
  const nodeCount = countOf(header, 'node_count')
  const edgeCount = countOf(header, 'edge_count')
  if (nodeCount === null || edgeCount === null) return damaged('its header does not count its objects')
  const root = (header['root_index'] === undefined ? 0 : (countOf(header, 'root_index') ?? -1)) / nodes.length
  if (!Number.isInteger(root) || root < 0 || (root >= nodeCount && nodeCount > 0))
    return damaged('its header names no root')
  return understood({
    nodeFields: nodes,
    edgeFields: edges,
    nodeTypes,
    edgeTypes,
    nodeCount,
    edgeCount,
    root,
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function fieldsOf<F extends string>(value: unknown, known: readonly F[]): (F | 'other')[] | null {
  const list = listOf(value)
  if (list === null || list.length > maximumFields) return null
  const fields = list.map((item) => known.find((name) => name === item) ?? 'other')
  return known.every((name) => fields.filter((field) => field === name).length === 1) ? fields : null
}

function typesOf(value: unknown, field: number): string[] | null {
  const list = listOf(listOf(value)?.[field])
  if (list === null || list.length === 0 || list.length > maximumTypes) return null
  const names = list.filter((item) => typeof item === 'string')
  return names.length === list.length ? names : null
}

function countOf(header: JsonObject, key: string): number | null {
  const count = numberOf(header[key])
  return count !== null && Number.isInteger(count) && count >= 0 && count <= maximumRows ? count : null
}

function damaged(problem: string): Parsed<never> {
  return rejected(problem, snapshotHint)
}

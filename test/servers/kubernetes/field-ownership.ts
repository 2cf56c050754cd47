import { type FieldPath, type Paths, pathOf, pathsIn, pathText } from './field-paths.ts'
import { isJsonObject, type JsonObject, listAt, objectAt, textAt } from './json.ts'

/** Who writes, how, and when. */
export interface Writer {
  manager: string
  operation: 'Apply' | 'Update'
  apiVersion: string
  subresource: '' | 'scale' | 'status'
  at: string
}

/** The fields that one writer owns. */
export interface Ownership extends Omit<Writer, 'at'> {
  at: string | null
  paths: Set<string>
}

/** Parts that Go writes even where nobody set them: they are nobody's. */
const alwaysThere: JsonObject = {
  metadata: {},
  spec: {
    containers: [],
    strategy: {},
    updateStrategy: {},
    scaleTargetRef: {},
    template: { metadata: {}, spec: { containers: [] } },
  },
  status: {},
  source: {},
  eventTime: null,
  reportingInstance: '',
}
const nobodys = new Set(pathsIn(alwaysThere).keys())
const replicas = pathText(['f:spec', 'f:replicas'])

/** metadata.managedFields, understood. */
export function ownershipsOf(object: JsonObject | null): Ownership[] {
  return listAt(object ?? {}, 'metadata', 'managedFields')
    .filter(isJsonObject)
    .map((entry) => ({
      manager: textAt(entry, 'manager'),
      operation: entry['operation'] === 'Apply' ? 'Apply' : 'Update',
      apiVersion: textAt(entry, 'apiVersion'),
      subresource:
        entry['subresource'] === 'scale' || entry['subresource'] === 'status' ? entry['subresource'] : '',
      at: typeof entry['time'] === 'string' ? entry['time'] : null,
      paths: pathsOfTree(objectAt(entry, 'fieldsV1')),
    }))
}

/** And back: without those who own nothing, in the order of the API server. */
export function managedFields(ownerships: readonly Ownership[]): JsonObject[] {
  return ownerships
    .filter(({ paths }) => paths.size > 0)
    .sort(byOrder)
    .map(({ manager, operation, apiVersion, subresource, at, paths }) => ({
      manager,
      operation,
      apiVersion,
      ...(at === null ? {} : { time: at }),
      fieldsType: 'FieldsV1',
      fieldsV1: treeOf(paths),
      ...(subresource === '' ? {} : { subresource }),
    }))
}

/** Who owns what after `writer` changed `before` to `after`. */
export function afterUpdate(before: JsonObject | null, after: JsonObject, writer: Writer): Ownership[] {
  const old = before === null ? new Map<string, null>() : pathsIn(before)
  const now = pathsIn(after)
  const changed = new Set<string>()
  for (const [path, value] of now) {
    if (!isWithin(path, writer.subresource) || (!old.has(path) && nobodys.has(path))) continue
    if (!old.has(path) || (value !== null && old.get(path) !== value)) changed.add(path)
  }
  const all = ownershipsOf(before)
  for (const one of all) keepOnly(one, now)
  const own = all.find((one) => isBy(one, writer))
  for (const one of all) if (one !== own) for (const path of changed) one.paths.delete(path)
  // Go leaves out a zero, and what is left out is nobody's.
  if (writer.subresource === 'scale' && now.get(replicas) === '0') {
    own?.paths.delete(replicas)
    return all
  }
  if (own === undefined) {
    // What is written through scale has no time.
    const at = writer.subresource === 'scale' ? null : writer.at
    return [...all, { ...writer, at, paths: changed }]
  }
  if ([...changed].some((path) => !own.paths.has(path)) && own.at !== null) own.at = writer.at
  for (const path of changed) own.paths.add(path)
  return all
}

/** Whether an ownership is the writer's own. */
export function isBy(one: Ownership, writer: Omit<Writer, 'at'>): boolean {
  return (
    one.manager === writer.manager &&
    one.operation === writer.operation &&
    one.apiVersion === writer.apiVersion &&
    one.subresource === writer.subresource
  )
}

/** What is no more is nobody's. */
export function keepOnly(one: Ownership, paths: Paths): void {
  for (const path of one.paths) if (!paths.has(path)) one.paths.delete(path)
}

function isWithin(path: string, subresource: Writer['subresource']): boolean {
  if (subresource === 'scale') return path === replicas
  const first = pathOf(path)[0]
  return subresource === 'status' ? first !== 'f:spec' : first !== 'f:status'
}

function byOrder(a: Ownership, b: Ownership): number {
  const keys = ({ operation, at, manager, apiVersion, subresource }: Ownership): string[] => [
    operation,
    at ?? '',
    manager,
    apiVersion,
    subresource,
  ]
  const others = keys(b)
  for (const [index, key] of keys(a).entries()) {
    const other = others[index] ?? ''
    if (key !== other) return key < other ? -1 : 1
  }
  return 0
}

function pathsOfTree(tree: JsonObject, from: FieldPath = []): Set<string> {
  const paths = new Set<string>()
  for (const [key, inner] of Object.entries(tree)) {
    if (key === '.' || !isJsonObject(inner)) continue
    const path = [...from, key]
    if (Object.keys(inner).length === 0 || '.' in inner) paths.add(pathText(path))
    for (const deeper of pathsOfTree(inner, path)) paths.add(deeper)
  }
  return paths
}

function treeOf(paths: ReadonlySet<string>): JsonObject {
  const tree: JsonObject = {}
  for (const text of paths) {
    let inner = tree
    for (const part of pathOf(text)) {
      const next = objectAt(inner, part)
      inner[part] = next
      inner = next
    }
  }
  // A member that holds others says so by a dot.
  for (const text of paths) {
    const node = objectAt(tree, ...pathOf(text))
    if (Object.keys(node).length > 0) node['.'] = {}
  }
  return tree
}

import { isJsonObject, type Json, type JsonObject } from './json.ts'

/** Lists whose items are known by keys; all other lists are one value. */
const listKeys: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  volumeMounts: ['mountPath'],
  ports: ['containerPort', 'protocol'],
  conditions: ['type'],
  podIPs: ['ip'],
  ownerReferences: ['uid'],
}

/** Objects that are one value. */
const atomicObjects: ReadonlySet<string> = new Set(['selector', 'roleRef', 'involvedObject'])
const atomicItems: ReadonlySet<string> = new Set(['ownerReferences'])

/** What nobody owns. */
const unowned: ReadonlySet<string> = new Set([
  'name',
  'namespace',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'managedFields',
])

/** A way to a field: `f:NAME` for a field, `k:{...}` for an item of a list. */
export type FieldPath = readonly string[]

/** The paths of an object by their text, each with its value; null for what only holds others. */
export type Paths = ReadonlyMap<string, string | null>

const separator = '\u0000'

/** A path as one text. */
export const pathText = (path: FieldPath): string => path.join(separator)
/** And back. */
export const pathOf = (text: string): FieldPath => text.split(separator)

/** Every path of an object that somebody may own. */
export function pathsIn(object: JsonObject): Paths {
  const paths = new Map<string, string | null>()
  for (const [name, value] of Object.entries(object)) {
    if (name === 'apiVersion' || name === 'kind') continue
    const kept =
      name === 'metadata' && isJsonObject(value)
        ? Object.fromEntries(Object.entries(value).filter(([key]) => !unowned.has(key)))
        : value
    walk(kept, [`f:${name}`], name, paths)
  }
  return paths
}

/** Those of an object that is applied: its values and the items of its lists. */
export function appliedPaths(object: JsonObject): Paths {
  const all = [...pathsIn(object)]
  const kept = all.filter(([path, value]) => value !== null || pathOf(path).at(-1)?.startsWith('k:') === true)
  return new Map(kept.filter(([path, value]) => !(path === 'f:metadata' && value === '{}')))
}

/** As messages write a path: `.spec.containers[name="lewis"].image`. */
export function spoken(text: string): string {
  const parts = pathOf(text).map((part) => {
    if (part.startsWith('f:')) return `.${part.slice(2)}`
    const keys: Record<string, unknown> = JSON.parse(part.slice(2))
    const all = Object.entries(keys).map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    return `[${all.join(',')}]`
  })
  return parts.join('')
}

/** The item of a keyed list; null where `name` is a list that is one value. */
export function itemKey(name: string, item: Json): string | null {
  const keys = listKeys[name]
  if (keys === undefined || !isJsonObject(item)) return null
  const known = keys.flatMap((key) => {
    const value = item[key] ?? (key === 'protocol' ? 'TCP' : undefined)
    return value === undefined ? [] : [[key, value] as const]
  })
  return `k:${JSON.stringify(Object.fromEntries(known))}`
}

function walk(value: Json, path: FieldPath, name: string, paths: Map<string, string | null>): void {
  const here = pathText(path)
  if (Array.isArray(value) && listKeys[name] !== undefined) {
    paths.set(here, null)
    for (const item of value) {
      const key = itemKey(name, item) ?? ''
      if (atomicItems.has(name)) paths.set(pathText([...path, key]), JSON.stringify(item))
      else walk(item, [...path, key], '', paths)
    }
    return
  }
  if (!isJsonObject(value) || atomicObjects.has(name) || Object.keys(value).length === 0) {
    paths.set(here, JSON.stringify(value))
    return
  }
  paths.set(here, null)
  for (const [key, inner] of Object.entries(value)) walk(inner, [...path, `f:${key}`], key, paths)
}

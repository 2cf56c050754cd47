import { itemKey } from './field-paths.ts'
import { copyOf, isJsonObject, isSame, type Json, type JsonObject } from './json.ts'
import { failure, type Refusal } from './refusals.ts'

/** RFC 7386. */
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isJsonObject(patch)) return patch
  const merged: JsonObject = isJsonObject(target) ? { ...target } : {}
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key]
    else merged[key] = mergePatch(merged[key], value)
  }
  return merged
}

/** As a merge patch, with lists of containers and the like merged item by item. */
export function strategicPatch(target: Json | undefined, patch: Json, name = ''): Json {
  if (Array.isArray(patch)) return mergedList(Array.isArray(target) ? target : [], patch, name)
  if (!isJsonObject(patch)) return patch
  const { $patch: directive, ...rest } = patch
  const merged: JsonObject = isJsonObject(target) && directive !== 'replace' ? { ...target } : {}
  for (const [key, value] of Object.entries(rest)) {
    if (value === null) delete merged[key]
    else merged[key] = strategicPatch(merged[key], value, key)
  }
  return merged
}

/** RFC 6902; throws 422 where it cannot be done. */
export function jsonPatch(target: Json, operations: Json): Json {
  if (!Array.isArray(operations)) throw rejected()
  const root: { document: Json } = { document: copyOf(target) }
  for (const operation of operations) {
    if (!isJsonObject(operation)) throw rejected()
    const { op, path, from, value } = operation
    if (typeof path !== 'string') throw rejected()
    if (op === 'test' && isSame(found(root, path), value)) continue
    else if (op === 'remove') change(root, path, undefined, 'remove')
    else if (op === 'replace' && found(root, path) !== undefined && value !== undefined)
      change(root, path, value, 'replace')
    else if (op === 'add' && value !== undefined) change(root, path, value, 'add')
    else if (op === 'copy' && typeof from === 'string') change(root, path, found(root, from), 'add')
    else throw rejected()
  }
  return root.document
}

function mergedList(target: readonly Json[], patch: readonly Json[], name: string): Json[] {
  if (patch.some((item) => itemKey(name, item) === null)) return [...patch]
  const merged = [...target]
  for (const item of patch) {
    const key = itemKey(name, item)
    const place = merged.findIndex((one) => itemKey(name, one) === key)
    const isDeleted = isJsonObject(item) && item['$patch'] === 'delete'
    if (isDeleted && place >= 0) merged.splice(place, 1)
    else if (place >= 0) merged[place] = strategicPatch(merged[place], item)
    else if (!isDeleted) merged.push(item)
  }
  return merged
}

function found(root: { document: Json }, pointer: string): Json | undefined {
  let value: Json | undefined = root.document
  for (const part of partsOf(pointer)) {
    if (Array.isArray(value)) value = value[Number(part)]
    else if (isJsonObject(value)) value = value[part]
    else return undefined
  }
  return value
}

function change(
  root: { document: Json },
  pointer: string,
  value: Json | undefined,
  how: 'add' | 'remove' | 'replace',
): void {
  const parts = partsOf(pointer)
  const last = parts.pop()
  const parent = found(
    root,
    parts.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
  )
  if (last === undefined || parent === undefined) throw rejected()
  if (Array.isArray(parent)) {
    const place = last === '-' ? parent.length : Number(last)
    if (!Number.isInteger(place) || place < 0 || place > parent.length) throw rejected()
    if (how === 'remove') parent.splice(place, 1)
    else if (value !== undefined) parent.splice(place, how === 'replace' ? 1 : 0, value)
  } else if (isJsonObject(parent)) {
    if (how === 'remove' && !(last in parent)) throw rejected()
    if (how === 'remove') delete parent[last]
    else if (value !== undefined) parent[last] = value
  } else throw rejected()
}

function partsOf(pointer: string): string[] {
  if (pointer === '') return []
  if (!pointer.startsWith('/')) throw rejected()
  return pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function rejected(): Refusal {
  return failure(422, 'Invalid', 'the server rejected our request due to an error in our request', {})
}

import { isBy, keepOnly, type Ownership, ownershipsOf, type Writer } from './field-ownership.ts'
import { appliedPaths, itemKey, pathOf, pathsIn, spoken } from './field-paths.ts'
import { copyOf, isJsonObject, type Json, type JsonObject } from './json.ts'
import { failure, type Refusal } from './refusals.ts'

/** An object after server-side apply, and who owns what of it. */
export interface Applied {
  object: JsonObject
  ownerships: Ownership[]
}

/** Applies `config` to `live` for `writer`; throws 409 with every field that another owns with another value, unless `force`. */
export function applyPatch(live: JsonObject, config: JsonObject, writer: Writer, force: boolean): Applied {
  const wanted = appliedPaths(config)
  const there = pathsIn(live)
  const ownerships = ownershipsOf(live)
  const own = ownerships.find((one) => isBy(one, writer))
  const others = ownerships.filter((one) => one !== own)
  const differing = [...wanted].filter(([path, value]) => value !== null && there.get(path) !== value)
  const conflicts = others.flatMap((one) =>
    differing.filter(([path]) => one.paths.has(path)).map(([path]) => ({ one, path })),
  )
  if (conflicts.length > 0 && !force) throw conflictOf(conflicts)
  for (const { one, path } of conflicts) one.paths.delete(path)
  const dropped = [...(own?.paths ?? [])].filter(
    (path) => !wanted.has(path) && !others.some((one) => one.paths.has(path)),
  )
  const object = without(merged(live, config), dropped)
  const now = pathsIn(object)
  for (const one of others) keepOnly(one, now)
  const paths = new Set(wanted.keys())
  const isChanged = own === undefined || differing.length > 0 || own.paths.size !== paths.size
  const at = isChanged ? writer.at : own.at
  return { object, ownerships: [...others, { ...writer, at, paths }] }
}

function conflictOf(conflicts: readonly { one: Ownership; path: string }[]): Refusal {
  const byOwner = new Map<string, string[]>()
  for (const { one, path } of conflicts) {
    const through = one.subresource === '' ? '' : ` with subresource "${one.subresource}"`
    const who = `"${one.manager}"${through} using ${one.apiVersion}`
    byOwner.set(who, [...(byOwner.get(who) ?? []), spoken(path)])
  }
  const { length } = conflicts
  const many = [...byOwner].map(([who, fields]) => `conflicts with ${who}:\n- ${fields.join('\n- ')}`)
  const single = [...byOwner].map(([who, [field]]) => `conflict with ${who}: ${field}`)
  const said = length === 1 ? single : many
  return failure(
    409,
    'Conflict',
    `Apply failed with ${length} conflict${length === 1 ? '' : 's'}: ${said.join('\n')}`,
    {
      causes: [...byOwner].flatMap(([who, fields]) =>
        fields.map((field) => ({ reason: 'FieldManagerConflict', message: `conflict with ${who}`, field })),
      ),
    },
  )
}

function merged(live: Json | undefined, config: Json, name = ''): JsonObject {
  const result: JsonObject = isJsonObject(live) ? { ...live } : {}
  if (!isJsonObject(config)) return result
  for (const [key, value] of Object.entries(config)) {
    if (isJsonObject(value)) result[key] = merged(result[key], value, key)
    else if (Array.isArray(value) && value.every((item) => itemKey(key, item) !== null))
      result[key] = mergedItems(result[key], value, key)
    else if (!(name === '' && key === 'managedFields')) result[key] = value
  }
  return result
}

function mergedItems(live: Json | undefined, config: readonly Json[], name: string): Json[] {
  const items = Array.isArray(live) ? [...live] : []
  for (const item of config) {
    const key = itemKey(name, item)
    const place = items.findIndex((one) => itemKey(name, one) === key)
    if (place < 0) items.push(item)
    else items[place] = merged(items[place], item)
  }
  return items
}

/** What its writer applied before and no longer does is gone. */
function without(object: JsonObject, paths: readonly string[]): JsonObject {
  const result = copyOf(object)
  for (const text of paths) {
    const path = pathOf(text)
    let inner: Json | undefined = result
    for (const part of path.slice(0, -1)) inner = stepInto(inner, part)
    const last = path.at(-1) ?? ''
    if (isJsonObject(inner) && last.startsWith('f:')) delete inner[last.slice(2)]
    if (Array.isArray(inner)) {
      const place = inner.findIndex((item) => isItem(item, last))
      if (place >= 0) inner.splice(place, 1)
    }
  }
  return result
}

function stepInto(value: Json | undefined, part: string): Json | undefined {
  if (part.startsWith('f:')) return isJsonObject(value) ? value[part.slice(2)] : undefined
  return Array.isArray(value) ? value.find((item) => isItem(item, part)) : undefined
}

function isItem(item: Json, part: string): boolean {
  if (!isJsonObject(item) || !part.startsWith('k:')) return false
  const keys: Record<string, unknown> = JSON.parse(part.slice(2))
  return Object.entries(keys).every(([key, value]) => item[key] === value)
}

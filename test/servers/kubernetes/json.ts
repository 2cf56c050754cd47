/** A parsed JSON value. */
export type Json = null | boolean | number | string | Json[] | JsonObject
/** A parsed JSON object. */
export interface JsonObject {
  [key: string]: Json
}

/** Whether a JSON value is an object. */
export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What stands at a path; undefined where there is nothing. */
export function at(value: Json | undefined, ...path: readonly (string | number)[]): Json | undefined {
  let found = value
  for (const step of path) {
    if (Array.isArray(found) && typeof step === 'number') found = found[step]
    else if (isJsonObject(found) && Object.hasOwn(found, step)) found = found[step]
    else return undefined
  }
  return found
}

/** The object at a path; an empty one where there is none. */
export function objectAt(value: Json | undefined, ...path: readonly (string | number)[]): JsonObject {
  const found = at(value, ...path)
  return isJsonObject(found) ? found : {}
}

/** The list at a path; an empty one where there is none. */
export function listAt(value: Json | undefined, ...path: readonly (string | number)[]): Json[] {
  const found = at(value, ...path)
  return Array.isArray(found) ? found : []
}

/** The text at a path; an empty one where there is none. */
export function textAt(value: Json | undefined, ...path: readonly (string | number)[]): string {
  const found = at(value, ...path)
  return typeof found === 'string' ? found : ''
}

/** The number at a path; `otherwise` where there is none. */
export function numberAt(value: Json | undefined, path: readonly (string | number)[], otherwise = 0): number {
  const found = at(value, ...path)
  return typeof found === 'number' ? found : otherwise
}

/** Puts `value` at a path, and objects on the way to it. */
export function put(object: JsonObject, path: readonly string[], value: Json): void {
  let inner = object
  for (const step of path.slice(0, -1)) {
    const next = inner[step]
    const found = isJsonObject(next) ? next : {}
    inner[step] = found
    inner = found
  }
  inner[path.at(-1) ?? ''] = value
}

/** Whether two JSON values are the same, whatever the order of their keys. */
export function isSame(one: Json | undefined, other: Json | undefined): boolean {
  if (Array.isArray(one))
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, index) => isSame(item, other[index]))
    )
  if (!isJsonObject(one)) return one === other
  if (!isJsonObject(other)) return false
  const keys = Object.keys(one)
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]))
  )
}

/** A deep copy: several times as fast as structuredClone. */
export function copyOf<T extends Json>(value: T): T
export function copyOf(value: Json): Json {
  if (Array.isArray(value)) return value.map((item) => copyOf(item))
  if (!isJsonObject(value)) return value
  const copy: JsonObject = {}
  for (const [key, inner] of Object.entries(value)) copy[key] = copyOf(inner)
  return copy
}

import { isJsonObject, type Json, type JsonObject } from './json.ts'

/** A field that no such object has, or a value of another type than it has. */
export interface SchemaFault {
  /** As `spec.replicas`. */
  path: string
  problem: 'unknown' | 'mistyped'
  /** What Go's decoder says of a mistyped one. */
  message: string
}

/** Finds what is wrong with the shape of an object whose type is named, as `V1Deployment`. */
export type SchemaCheck = (typeName: string, object: Json) => readonly SchemaFault[]

interface Attribute {
  baseName: string
  type: string
  format: string
}

/** Shapes of objects as the official client lists them. */
export async function loadSchema(): Promise<SchemaCheck> {
  const models: Readonly<Record<string, unknown>> = { ...(await import('@kubernetes/client-node')) }
  const attributesOf = (typeName: string): readonly Attribute[] | null => {
    const model = models[typeName]
    if (typeof model !== 'function' || !('getAttributeTypeMap' in model)) return null
    const { getAttributeTypeMap } = model
    return typeof getAttributeTypeMap === 'function' ? getAttributeTypeMap() : null
  }
  const check = (type: string, value: Json, path: string, owner: string, format: string): SchemaFault[] => {
    if (value === null) return []
    const items = /^(?:Array|Set)<(.*)>$/.exec(type)?.[1]
    if (items !== undefined)
      return Array.isArray(value)
        ? value.flatMap((item) => check(items, item, path, owner, format))
        : mistyped(value, path, owner, `[]${items}`)
    const values = /^\{ \[key: string\]: (.*); \}$/.exec(type)?.[1]
    if (values !== undefined)
      return isJsonObject(value)
        ? Object.entries(value).flatMap(([key, one]) => check(values, one, `${path}.${key}`, owner, format))
        : mistyped(value, path, owner, `map[string]${values}`)
    const attributes = attributesOf(type)
    if (attributes !== null) {
      const name = type.replace(/^(?:Core|Events)?V\d+/, '')
      if (!isJsonObject(value)) return mistyped(value, path, owner, name)
      return Object.entries(value).flatMap(([key, one]) => {
        const inner = path === '' ? key : `${path}.${key}`
        const attribute = attributes.find(({ baseName }) => baseName === key)
        if (attribute === undefined)
          return [{ path: inner, problem: 'unknown', message: `unknown field "${inner}"` } as const]
        return check(attribute.type, one, inner, name, attribute.format)
      })
    }
    if (type === 'number' && typeof value !== 'number') return mistyped(value, path, owner, format)
    if (type === 'boolean' && typeof value !== 'boolean') return mistyped(value, path, owner, 'bool')
    // Quantities are texts here, and may be written as numbers.
    if (type === 'string' && typeof value !== 'string' && typeof value !== 'number')
      return mistyped(value, path, owner, 'string')
    return []
  }
  return (typeName, object) => check(typeName, object, '', '', '')
}

/** The type of a kind: `V2HorizontalPodAutoscaler`. */
export function typeNameOf({ version, kind }: { version: string; kind: string }): string {
  return kind === 'Event' ? 'CoreV1Event' : `${version.toUpperCase()}${kind}`
}

function mistyped(value: Json, path: string, owner: string, wanted: string): SchemaFault[] {
  const got = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value
  const message = `json: cannot unmarshal ${got} into Go struct field ${owner}.${path} of type ${wanted}`
  return [{ path, problem: 'mistyped', message }]
}

/** Without the fields that its type has not. */
export function withoutUnknown(object: JsonObject, faults: readonly SchemaFault[]): JsonObject {
  const unknown = new Set(faults.filter(({ problem }) => problem === 'unknown').map(({ path }) => path))
  const kept = (value: Json, path: string): Json => {
    if (Array.isArray(value)) return value.map((item) => kept(item, path))
    if (!isJsonObject(value)) return value
    return keptFields(value, path)
  }
  const keptFields = (value: JsonObject, path: string): JsonObject => {
    const fields = Object.entries(value).map(([key, one]): [string, Json, string] => [
      key,
      one,
      path === '' ? key : `${path}.${key}`,
    ])
    return Object.fromEntries(
      fields.filter(([, , inner]) => !unknown.has(inner)).map(([key, one, inner]) => [key, kept(one, inner)]),
    )
  }
  return keptFields(object, '')
}

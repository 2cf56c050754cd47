import { isObject } from '../../core/index.ts'
import { type Manifest, objects, text } from './fields.ts'

/**
 * Who owns a field of an object, by the names of field managers, each once. The field is written as from `spec` on, with items of lists by their
 * name: `template.spec.containers[app].resources.requests.cpu`. Who owns a whole list or object owns what is in it.
 */
export function fieldManagers(object: Manifest, path: string): string[] {
  const owners = objects(object, 'metadata', 'managedFields').filter((entry) =>
    ownedPaths(entry['fieldsV1']).some((owned) => owned === path || isWithin(path, owned)),
  )
  return [...new Set(owners.map((entry) => text(entry, 'manager')))]
}

function isWithin(path: string, owned: string): boolean {
  return path.startsWith(owned) && ['.', '['].includes(path.charAt(owned.length))
}

/** Of the spec, without what stands for an object itself. */
function ownedPaths(fields: unknown): string[] {
  const spec = isObject(fields) ? fields['f:spec'] : undefined
  return isObject(spec) ? leaves(spec, '') : []
}

function leaves(fields: Readonly<Record<string, unknown>>, path: string): string[] {
  const inner = Object.entries(fields).filter(([key]) => key !== '.')
  if (inner.length === 0) return path === '' ? [] : [path]
  return inner.flatMap(([key, value]) => (isObject(value) ? leaves(value, joined(path, key)) : []))
}

/** `f:name` is a field, `k:{"name":"app"}` an item of a list. */
function joined(path: string, key: string): string {
  if (key.startsWith('f:')) return path === '' ? key.slice(2) : `${path}.${key.slice(2)}`
  const item = /^k:.*"name":"([^"]*)"/.exec(key)?.[1] ?? key.slice(2)
  return `${path}[${item}]`
}

import { isObject } from '../../core/index.ts'
import { type Manifest, objects, text } from './fields.ts'

/** Whose changes ours are. */
export const fieldManager = 'lewis-perf'

/**
 * Who owns a field of an object, by the names of field managers, each once. The field is written as from `spec` on, with items of lists by their
 * name: `template.spec.containers[app].resources.requests.cpu`. Who owns a whole list or object owns what is in it.
 */
export function fieldManagers(object: Manifest, path: string): string[] {
  return [...new Set(ownersOf(object, path).map((entry) => text(entry, 'manager')))]
}

/** Whether server-side apply without a field takes it away: nobody owns it but our own applies. */
export function isOnlyApplied(object: Manifest, path: string): boolean {
  const owners = ownersOf(object, path)
  const isOurs = (entry: Record<string, unknown>): boolean =>
    text(entry, 'manager') === fieldManager && text(entry, 'operation') === 'Apply'
  return owners.length > 0 && owners.every(isOurs)
}

function ownersOf(object: Manifest, path: string): Record<string, unknown>[] {
  return objects(object, 'metadata', 'managedFields').filter((entry) =>
    ownedPaths(entry['fieldsV1']).some((owned) => owned === path || isWithin(path, owned)),
  )
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

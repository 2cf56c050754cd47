import { isObject } from '../../core/index.ts'

/** An object of the API as it came. */
export type Manifest = Readonly<Record<string, unknown>>

/** The value at a path; undefined where there is nothing. */
export function field(value: unknown, ...path: readonly string[]): unknown {
  let found = value
  for (const step of path) found = isObject(found) ? found[step] : undefined
  return found
}

/** The text there; empty where there is none. */
export function text(value: unknown, ...path: readonly string[]): string {
  const found = field(value, ...path)
  return typeof found === 'string' ? found : ''
}

/** The number there; 0 where there is none, since Go leaves out a zero. */
export function count(value: unknown, ...path: readonly string[]): number {
  const found = field(value, ...path)
  return typeof found === 'number' ? found : 0
}

/** The number there; null where there is none. */
export function numberOrNull(value: unknown, ...path: readonly string[]): number | null {
  const found = field(value, ...path)
  return typeof found === 'number' ? found : null
}

/** A number or a percentage there, as maxSurge may be; null where there is neither. */
export function countOrShare(value: unknown, ...path: readonly string[]): number | string | null {
  const found = field(value, ...path)
  return typeof found === 'number' || typeof found === 'string' ? found : null
}

/** The objects of the list there. */
export function objects(value: unknown, ...path: readonly string[]): Record<string, unknown>[] {
  const found = field(value, ...path)
  return Array.isArray(found) ? found.filter(isObject) : []
}

/** The texts of the object there by their names. */
export function texts(value: unknown, ...path: readonly string[]): Record<string, string> {
  const found = field(value, ...path)
  if (!isObject(found)) return {}
  return Object.fromEntries(
    Object.entries(found).flatMap(([key, one]) => (typeof one === 'string' ? [[key, one]] : [])),
  )
}

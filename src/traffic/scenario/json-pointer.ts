/** The value at a JSON pointer (RFC 6901); undefined where there is none. */
export function valueAt(value: unknown, pointer: string): unknown {
  let at = value
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    if (Array.isArray(at)) {
      if (!/^(0|[1-9]\d*)$/.test(key)) return undefined
      at = at[Number(key)]
    } else if (typeof at === 'object' && at !== null && Object.hasOwn(at, key))
      at = (at as Record<string, unknown>)[key]
    else return undefined
  }
  return at
}

/** A single value as text; null of what is none. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : null
}

/** Whether a parsed JSON value is an object, neither null nor a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The finite number under `key`, or null. */
export function numberAt(value: unknown, key: string): number | null {
  const found = fieldAt(value, key)
  return typeof found === 'number' && Number.isFinite(found) ? found : null
}

/** The text under `key`, or null where there is none or an empty one. */
export function textAt(value: unknown, key: string): string | null {
  const found = fieldAt(value, key)
  return typeof found === 'string' && found !== '' ? found : null
}

/** The list under `key`, or null. */
export function listAt(value: unknown, key: string): unknown[] | null {
  const found = fieldAt(value, key)
  return Array.isArray(found) ? found : null
}

/** The value under `key` of an object, itself or undefined: never one that the object inherits. */
export function fieldAt(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

/** The list of finite numbers under `key`, each times `factor`; null where it is no list or holds anything else. */
export function numbersAt(value: unknown, key: string, factor = 1): number[] | null {
  const list = listAt(value, key)
  if (list === null) return null
  const numbers: number[] = []
  for (const item of list) {
    if (typeof item !== 'number' || !Number.isFinite(item * factor)) return null
    numbers.push(item * factor)
  }
  return numbers
}

import type { YamlPath } from './yaml-file.ts'

/** What stands at a path of plain data; undefined where nothing does. */
export function plainAt(plain: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), plain)
}

/** A copy with one value set or, where it is undefined, taken out with the maps that it leaves empty. */
export function changedPlain(plain: unknown, path: YamlPath, value: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return value
  if (Array.isArray(plain))
    return plain.map((item, index) => (index === key ? changedPlain(item, rest, value) : item))
  const own = isObject(plain) ? plain : {}
  if (value === undefined && !(key in own)) return plain
  const inner = changedPlain(own[key], rest, value)
  const { [key]: _, ...others } = own
  const isGone =
    inner === undefined || (value === undefined && isObject(inner) && Object.keys(inner).length === 0)
  return isGone ? others : { ...own, [key]: inner }
}

/** Whether two say the same: `2` and `"2"` do, and the order of keys does not matter. */
export function sameYaml(a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b)) return Object.is(a, b) || String(a) === String(b)
  const [keysOfA, keysOfB] = [Object.keys(a), Object.keys(b)]
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keysOfA.length === keysOfB.length &&
    keysOfA.every((key) => key in b && sameYaml(a[key], b[key]))
  )
}

function isObject(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null
}

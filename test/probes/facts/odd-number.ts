/** The first number in `value` that is not finite, but for a limit of open files that is none; else null. */
export function oddNumber(value: unknown, name = ''): number | null {
  if (typeof value === 'number') {
    const isNoLimit = name === 'openFilesLimit' && value === Number.POSITIVE_INFINITY
    return Number.isFinite(value) || isNoLimit ? null : value
  }
  if (typeof value !== 'object' || value === null) return null
  const items = value instanceof Map ? [...value.entries()] : Object.entries(value)
  for (const [key, item] of items) {
    const odd = oddNumber(item, String(key))
    if (odd !== null) return odd
  }
  return null
}

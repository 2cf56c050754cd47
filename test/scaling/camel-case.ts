/** The same value with its keys in camelCase, as the golden files write them in snake_case. */
export function camelCase<T>(value: unknown): T {
  return JSON.parse(JSON.stringify(value), (_, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner
    return Object.fromEntries(
      Object.entries(inner).map(([key, one]) => [
        key.replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase()),
        one,
      ]),
    )
  }) as T
}

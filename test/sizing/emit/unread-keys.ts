/**
 * `value` watched while somebody reads it, and the paths of the keys that nobody looked at since.
 * A validator that lets unknown keys pass never reads them: so what is left over is unknown to its schema.
 */
export function watched<T extends object>(value: T): { value: T; unreadKeys(): string[] } {
  const read = new Map<object, Set<string | symbol>>()
  const proxies = new Map<object, object>()
  const watch = (target: object): object => {
    const known = proxies.get(target)
    if (known !== undefined) return known
    const keys = new Set<string | symbol>()
    read.set(target, keys)
    const proxy = new Proxy(target, {
      get(object, key, receiver) {
        keys.add(key)
        const item: unknown = Reflect.get(object, key, receiver)
        return typeof item === 'object' && item !== null ? watch(item) : item
      },
    })
    proxies.set(target, proxy)
    return proxy
  }
  const unread = (target: object, path: string): string[] =>
    Object.entries(target).flatMap(([key, item]: [string, unknown]) => {
      const here = path === '' ? key : `${path}.${key}`
      if (read.get(target)?.has(key) !== true) return [here]
      return typeof item === 'object' && item !== null ? unread(item, here) : []
    })
  return { value: watch(value) as T, unreadKeys: () => unread(value, '') }
}

/** A way out of the machine. */
export interface DefaultRoute {
  interface: string
  metric: number
}

/** The default routes in /proc/net/route that are up, in their order. */
export function parseDefaultRoutes(text: string): DefaultRoute[] {
  return rows(text).flatMap(([name, destination, , flags, , , metric, mask]) =>
    destination === '00000000' && mask === '00000000' ? route(name, flags, metric, 10) : [],
  )
}

/** The default routes in /proc/net/ipv6_route that are up, in their order. */
export function parseIpv6DefaultRoutes(text: string): DefaultRoute[] {
  return rows(text).flatMap(([destination, prefix, , , , metric, , , flags, name]) =>
    destination === '0'.repeat(32) && prefix === '00' ? route(name, flags, metric, 16) : [],
  )
}

function rows(text: string): string[][] {
  return text.split('\n').map((line) => line.trim().split(/\s+/))
}

function route(name = '', flags = '', metric = '', base: 10 | 16): DefaultRoute[] {
  const bits = Number.parseInt(flags, 16)
  const cost = Number.parseInt(metric, base)
  // Bit 0 is "up"; bit 9 is "reject", the kernel's way to write an unreachable default on `lo` or `*`.
  const leads = (bits & 0x201) === 1 && /^[^/*\s]{1,15}$/.test(name) && name !== '.' && name !== '..'
  return leads && cost >= 0 ? [{ interface: name, metric: cost }] : []
}

import type { Files, Gathered, Platform } from '../core/index.ts'
import { type DefaultRoute, parseDefaultRoutes, parseIpv6DefaultRoutes } from './default-routes.ts'
import { parseLinkSpeed } from './link-speed.ts'
import { readFact } from './read-fact.ts'

/** The network interface that leads out of the machine. */
export interface LinkFacts {
  interface: string
  bitsPerSecond: number
  because: string
  /** Why the figure may not be the real one: plain sentences. */
  doubts: string[]
}

/** The interface of the default route and the speed that the kernel states for it; IPv6 where IPv4 has no way out. */
export function gatherLink(
  files: Omit<Files, 'size' | 'space'>,
  platform: Pick<Platform, 'os'>,
): Gathered<LinkFacts> {
  if (platform.os !== 'linux') return { ok: false, reason: 'absent' }
  const route = readDefaultRoute(files)
  if (!route.ok) return route
  const { path, interface: name, metric } = route.value
  const speedPath = `/sys/class/net/${name}/speed`
  const speed = readFact(files, speedPath, parseLinkSpeed)
  if (!speed.ok) return speed
  const because = `The default route in ${path} (metric ${metric}) leaves through ${name}, for which ${speedPath} states ${speed.value / 1e6} Mbit/s.`
  const doubts = isMadeUp(files, name)
    ? [
        `${name} is a virtual interface without a wire: the kernel states a fixed figure for it, and the real link may be slower.`,
      ]
    : []
  return {
    ok: true,
    atMs: speed.atMs,
    value: { interface: name, bitsPerSecond: speed.value, because, doubts },
  }
}

function readDefaultRoute(files: Pick<Files, 'text'>): Gathered<DefaultRoute & { path: string }> {
  const tables = [
    { path: '/proc/net/route', parse: parseDefaultRoutes },
    { path: '/proc/net/ipv6_route', parse: parseIpv6DefaultRoutes },
  ].map(({ path, parse }) => ({ path, routes: readFact(files, path, parse) }))
  for (const { path, routes } of tables) {
    const route = routes.ok ? cheapest(routes.value) : null
    if (routes.ok && route !== null) return { ok: true, value: { ...route, path }, atMs: routes.atMs }
  }
  const reasons = tables.flatMap(({ routes }) => (routes.ok ? [] : [routes.reason]))
  return { ok: false, reason: reasons.find((reason) => reason !== 'absent') ?? 'absent' }
}

function cheapest(routes: readonly DefaultRoute[]): DefaultRoute | null {
  return routes.reduce<DefaultRoute | null>(
    (least, route) => (least === null || route.metric < least.metric ? route : least),
    null,
  )
}

/** Bonds, bridges and VLANs pass on the speed of the interfaces below them; veth, tun and dummy have none to pass on. */
function isMadeUp(files: Pick<Files, 'entries' | 'link'>, name: string): boolean {
  const device = files.link(`/sys/class/net/${name}`)
  if (!device.ok || !device.value.includes('/virtual/')) return false
  const entries = files.entries(`/sys/class/net/${name}`)
  return !(entries.ok && entries.value.some((entry) => entry.startsWith('lower_')))
}

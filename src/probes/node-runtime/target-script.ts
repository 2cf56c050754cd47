/** How often the histogram of delays looks whether the loop came round, in milliseconds. */
export const resolutionMs = 10

/**
 * What watches from inside the process: an expression whose value has `start`, `look`, `renew` and `stop`. It belongs to the inspector
 * alone, by no global name, and keeps no process alive. After `lifeSeconds` it stops by itself, in case nobody could tell it
 * to. All of Node from 16 on understands it; what a version does not have is null.
 *
 * Collections are counted by native code: an observer of them makes garbage for each, which makes a nearly full heap collect
 * again at once, until V8 ends the process.
 */
export function targetScript(lifeSeconds: number): string {
  return `(() => {
  const attempt = (make) => {
    try {
      return make() ?? null
    } catch {
      return null
    }
  }
  const load = (name) =>
    attempt(() => process.getBuiltinModule(name)) ??
    attempt(() => require(name)) ??
    attempt(() => process.mainModule.require(name)) ??
    {}
  const nodeVersion = process.version
  const hooks = load('perf_hooks')
  const performance = hooks.performance ?? globalThis.performance
  const v8 = load('v8')
  const timers = load('timers')

  let beganMs = 0
  const delay = attempt(() => hooks.monitorEventLoopDelay({ resolution: ${resolutionMs} }))
  const collections = attempt(() => new v8.GCProfiler())

  const cpuUs = () =>
    attempt(() => {
      const { user, system } = process.cpuUsage()
      return user + system
    })
  const resources = () =>
    attempt(() => {
      const counts = Object.create(null)
      for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1
      return counts
    })
  // The limit of V8 has room for new objects in it; what a heap ends for is its old generation.
  const oldLimit = attempt(() => {
    const flags = (process.env.NODE_OPTIONS ?? '').split(/\\s+/).concat(process.execArgv).reverse()
    const megabytes = (name) => {
      const flag = flags.find((one) => one.replaceAll('_', '-').startsWith('--' + name + '='))
      return Number(flag?.split('=')[1])
    }
    const limit = v8.getHeapStatistics().heap_size_limit
    const old = megabytes('max-old-space-size') * 2 ** 20
    const newest = 3 * (megabytes('max-semi-space-size') || 64) * 2 ** 20
    // Else the flag is not for this process.
    return old > 0 && old <= limit && limit - old <= newest ? old : limit
  })
  const heap = () =>
    attempt(() => {
      const old = v8.getHeapSpaceStatistics().filter((space) => !space.space_name.startsWith('new_'))
      const sum = (name) => old.reduce((all, space) => all + space[name], 0)
      return { usedBytes: sum('space_used_size'), totalBytes: sum('space_size'), limitBytes: oldLimit }
    })
  const loop = () =>
    attempt(() => {
      const { idle, active } = performance.eventLoopUtilization()
      return { idleMs: idle, activeMs: active }
    })
  const ticks = (atMs) =>
    attempt(() => {
      const meanMs = delay.mean / 1e6
      // Before 16.14 a histogram does not count; its values add up to the time that passed.
      const count = delay.count ?? (meanMs > 0 ? Math.round((atMs - beganMs) / meanMs) : 0)
      if (count === 0) return { count, sumMs: 0, medianMs: 0, p99Ms: 0, maxMs: 0 }
      const [medianMs, p99Ms] = [50, 99].map((share) => delay.percentile(share) / 1e6)
      return { count, sumMs: meanMs * count, medianMs, p99Ms, maxMs: delay.max / 1e6 }
    })
  // Those since the last look, without the steps that run between other work.
  const collected = () =>
    attempt(() => {
      const told = collections.stop() ?? { statistics: [] }
      collections.start()
      const blocking = told.statistics.filter(({ gcType }) => gcType !== 'IncrementalMarking')
      return { count: blocking.length, ms: blocking.reduce((all, { cost }) => all + cost, 0) / 1000 }
    })
  const look = () => {
    const [atMs, cpuBeforeUs] = [performance.now(), cpuUs()]
    const seen = { resources: resources(), heap: heap(), loop: loop(), ticks: ticks(atMs), collected: collected() }
    return { atMs, cpuBeforeUs, ...seen, cpuAfterUs: cpuUs(), untilMs: performance.now() }
  }

  // The ticks that follow are counted anew.
  const renew = () => {
    const seen = look()
    attempt(() => delay.reset())
    beganMs = performance.now()
    return seen
  }

  const stop = () => {
    attempt(() => timers.clearTimeout(guard))
    attempt(() => delay.disable())
    attempt(() => collections.stop())
  }
  const guard = attempt(() => timers.setTimeout(stop, ${lifeSeconds * 1000}).unref())
  // What runs for the first time is slow: not in the window.
  look()
  return {
    start() {
      attempt(() => delay.enable())
      beganMs = performance.now()
      return { nodeVersion, look: look() }
    },
    look,
    renew,
    stop,
  }
})()`
}

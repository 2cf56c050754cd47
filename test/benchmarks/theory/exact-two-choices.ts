/**
 * What who joins the shorter of two queues finds before it, drawn from so many that have a server each: the steady state of the Markov chain
 * of how many queues have 0, 1 ... `longest` customers, found by uniformization (Jensen 1953). Service takes 1 in the mean. Queues longer
 * than `longest` are left out: at half of the load their share is far below what a double can tell.
 */
export function foundInFleet(servers: number, utilization: number, longest: number): number[] {
  const states = fleets(servers, longest)
  const places = new Map(states.map((state, place) => [state.join(), place]))
  const shortest = states.map((state) => shorterOfTwo(state, servers))
  // Departures are at most as many as there are servers.
  const pace = servers * (1 + utilization)
  const moves = states.map((state, place) => {
    const rates: { to: number; share: number }[] = []
    const move = (from: number, to: number, rate: number): void => {
      if (rate === 0 || to > longest) return
      const next = [...state]
      next[from] = (next[from] ?? 0) - 1
      next[to] = (next[to] ?? 0) + 1
      rates.push({ to: places.get(next.join()) ?? -1, share: rate / pace })
    }
    for (const [length, count] of state.entries()) {
      move(length, length + 1, servers * utilization * (shortest[place]?.[length] ?? 0))
      if (length > 0) move(length, length - 1, count)
    }
    return rates
  })
  let shares = Float64Array.from(states, (_, place) => (place === 0 ? 1 : 0))
  for (let step = 0; step < mostSteps; step++) {
    const next = Float64Array.from(shares)
    for (const [from, rates] of moves.entries()) {
      const share = shares[from] ?? 0
      for (const rate of rates) {
        const moved = share * rate.share
        next[rate.to] = (next[rate.to] ?? 0) + moved
        next[from] = (next[from] ?? 0) - moved
      }
    }
    const change = next.reduce((sum, value, place) => sum + Math.abs(value - (shares[place] ?? 0)), 0)
    shares = next
    if (change < 1e-14) break
  }
  return Array.from({ length: longest + 1 }, (_, length) =>
    shares.reduce((sum, share, place) => sum + share * (shortest[place]?.[length] ?? 0), 0),
  )
}

const mostSteps = 20_000

/** All ways in which so many queues can have 0 to `longest` customers: how many have each number. All empty is the first. */
function fleets(servers: number, longest: number): number[][] {
  if (longest === 0) return [[servers]]
  const all: number[][] = []
  for (let some = 0; some <= servers; some++)
    for (const rest of fleets(servers - some, longest - 1)) all.push([...rest, some])
  return all
}

/** How likely the shorter of two different queues has each length. */
function shorterOfTwo(state: readonly number[], servers: number): number[] {
  const pairs = (count: number): number => (count * (count - 1)) / 2
  let atLeast = servers
  return state.map((count) => {
    const before = pairs(atLeast)
    atLeast -= count
    return (before - pairs(atLeast)) / pairs(servers)
  })
}

import { assertCount, assertNotNegative, assertShare } from '../assert-station.ts'

/**
 * The share of arrivals that find all servers busy and are lost, for an offered `load` in Erlang (rate x service time). Throws OperatorError
 * on anything but a whole number of servers from 0 on and a finite load from 0 on. Erlang 1917: B(k) = aB(k-1) / (k + aB(k-1)).
 */
export function erlangB(servers: number, load: number): number {
  assertCount(servers, 'The number of servers', 0)
  assertNotNegative(load, 'The offered load')
  let blocking = 1
  for (let k = 1; k <= servers && blocking > 0; k++) blocking = nextErlangB(blocking, k, load)
  return blocking
}

/** B of `servers` from B of one server less. */
export function nextErlangB(before: number, servers: number, load: number): number {
  return (load * before) / (servers + load * before)
}

/**
 * The share of arrivals that have to wait where those who find all servers busy queue; 1 where the load is as much as the servers or more.
 * Throws as erlangB. Erlang 1917: C = B / (1 - rho (1 - B)).
 */
export function erlangC(servers: number, load: number): number {
  assertCount(servers, 'The number of servers')
  assertNotNegative(load, 'The offered load')
  return load >= servers ? 1 : waitingShare(erlangB(servers, load), servers, load)
}

/** C from B, for a load below `servers`. */
export function waitingShare(blocking: number, servers: number, load: number): number {
  return (servers * blocking) / (servers - load * (1 - blocking))
}

/**
 * The offered load, in Erlang, of which `servers` lose the share `blocking` (0 to 1, ends excluded). Throws OperatorError on other arguments.
 * B(c, a) = blocking of Erlang 1917, solved by Newton's method with dB/da = B (c/a - 1 + B) (Jagerman 1974), kept between bounds.
 */
export function erlangBInverse(servers: number, blocking: number): number {
  assertCount(servers, 'The number of servers')
  assertShare(blocking, 'The blocking')
  let low = 0
  // No more than c Erlang are carried, so a (1 - B) <= c.
  let high = servers / (1 - blocking)
  let load = Math.min(high, Math.max(servers * blocking, Number.MIN_VALUE * 1e20))
  for (let step = 0; step < mostSteps; step++) {
    const reached = erlangB(servers, load)
    if (reached === blocking) return load
    if (reached < blocking) low = load
    else high = load
    // In logarithms B is nearly a line where it is small.
    const slope = servers - load + load * reached
    const ahead = load * Math.exp((Math.log(blocking) - Math.log(reached)) / slope)
    const next = ahead > low && ahead < high ? ahead : low + (high - low) / 2
    if (Math.abs(next - load) <= load * 1e-15) return next
    load = next
  }
  return load
}

const mostSteps = 2000

import { sharedQueue } from '../../capacity/index.ts'
import { meetsLimit, type SloTerm } from '../../core/index.ts'

/** How busy pods may be, as data: a share of what they request, or what keeps limits of the queue before them. */
export type BusyRule = { share: number } | { slo: readonly SloTerm[]; serviceSeconds: number; slots: number }

/** Beyond it as many are needed as without a limit: a larger pool is not searched for a better answer. */
const mostServers = 20_000

/** The share by how many pods there are, as `FleetLimits` wants it. */
export function busyAtMost(rule: BusyRule): (pods: number) => number {
  if ('share' in rule) return () => rule.share
  const { slo, serviceSeconds, slots } = rule
  const known = new Map<number, number>()
  return (pods) => {
    const servers = Math.min(mostServers, Math.max(1, pods * slots))
    const found = known.get(servers) ?? busiest(servers, serviceSeconds, slo)
    known.set(servers, found)
    return found
  }
}

/** The utilization at which a queue of so many servers just keeps all limits. */
function busiest(servers: number, serviceSeconds: number, slo: readonly SloTerm[]): number {
  const holds = (utilization: number): boolean => {
    const ratePerSecond = (utilization * servers) / serviceSeconds
    const queue = sharedQueue({ ratePerSecond, serviceSeconds, servers, shape: null })
    return slo.every((term) =>
      meetsLimit(term, term.quantile === null ? queue.responseSeconds : queue.responseAt(term.quantile)),
    )
  }
  let [good, bad] = [0, 0.999]
  if (holds(bad)) return bad
  while (bad - good > 1e-4) {
    const middle = (good + bad) / 2
    if (holds(middle)) good = middle
    else bad = middle
  }
  return good
}

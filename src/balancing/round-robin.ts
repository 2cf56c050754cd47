import { type Balancer, isHealthy } from './balancer.ts'

/**
 * One healthy backend after the other, in their order. While health does not change this is the LEWIS guide's
 * `round_robin_selection`; when it does, the next in order follows, where the guide's counter jumps.
 */
export function roundRobin(): Balancer {
  let next = 0
  return {
    pick(backends) {
      for (let tries = 0; tries < backends.length; tries++) {
        const backend = backends[(next + tries) % backends.length]
        if (backend === undefined || !isHealthy(backend)) continue
        next = (next + tries + 1) % backends.length
        return backend
      }
      return null
    },
  }
}

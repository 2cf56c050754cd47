import type { Backend } from './balancer.ts'

/** Backends that fall ill and come back, at once or slowly. */
export interface HealthState {
  /** All of them, each with its health and its present weight: the same frozen array, which balancers index, until one of them changes. */
  backends(atSeconds: number): readonly Backend[]
  /** From now on it gets no work, or comes back. */
  setHealth(id: string, isHealthy: boolean, atSeconds: number): void
  /** One more; healthy unless it says otherwise. */
  add(backend: Backend): void
  remove(id: string): void
}

/** One that returns begins with this part of its weight. */
const returnShare = 0.1
/** So many, so that a balancer is not set back by a weight that changes all the time. */
const steps = 10

/**
 * The health of `backends`, all of which have the weight and health that they come with. One that comes back gets its full weight over
 * `slowReturnSeconds` (0: at once), in tenths, as nginx's slow_start and Envoy's slow start mode spare a cold instance. Times are of
 * the caller's clock.
 */
export function healthState(
  backends: readonly Backend[],
  { slowReturnSeconds = 0 }: { slowReturnSeconds?: number } = {},
): HealthState {
  const usual = new Map(backends.map((backend) => [backend.id, backend]))
  const present = new Map<string, Backend>()
  const returning = new Map<string, { atSeconds: number; step: number }>()
  let all: readonly Backend[] | null = null

  function show(id: string, changes: Partial<Backend>): void {
    const backend = usual.get(id)
    if (backend === undefined) return
    present.set(id, Object.freeze({ ...backend, ...changes }))
    all = null
  }

  function grow(now: number): void {
    for (const [id, { atSeconds, step }] of returning) {
      const reached = Math.max(
        returnShare * steps,
        Math.ceil(((now - atSeconds) / slowReturnSeconds) * steps),
      )
      if (reached === step) continue
      const weight = (usual.get(id)?.weight ?? 1) * Math.min(1, reached / steps)
      show(id, { healthy: true, weight })
      if (reached >= steps) returning.delete(id)
      else returning.set(id, { atSeconds, step: reached })
    }
  }

  for (const backend of backends) show(backend.id, {})
  return {
    backends(now) {
      if (returning.size > 0) grow(now)
      all ??= Object.freeze([...present.values()])
      return all
    },
    setHealth(id, isHealthy, atSeconds) {
      const backend = present.get(id)
      if (backend === undefined || (backend.healthy ?? true) === isHealthy) return
      returning.delete(id)
      if (isHealthy && slowReturnSeconds > 0) returning.set(id, { atSeconds, step: 0 })
      show(id, { healthy: isHealthy })
    },
    add(backend) {
      usual.set(backend.id, backend)
      show(backend.id, {})
    },
    remove(id) {
      usual.delete(id)
      present.delete(id)
      returning.delete(id)
      all = null
    },
  }
}

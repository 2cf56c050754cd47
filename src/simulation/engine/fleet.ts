import { balancerNamed, healthState } from '../../balancing/index.ts'
import type { Random } from '../../core/index.ts'
import type { SimulationModel } from '../simulation-model.ts'

/** It is starting; it takes work; it works off what it has; it is broken; it is no more. */
export type InstanceState = 'starting' | 'up' | 'draining' | 'down' | 'gone'

/** Instances by number; what waits for them is in the lines. */
export interface Fleet {
  /** Requests in service, and in the line, of each. */
  readonly busy: number[]
  readonly waiting: number[]
  readonly state: InstanceState[]
  readonly zone: number[]
  readonly upCount: number
  /** All that are paid for. */
  readonly count: number
  /** The one that the balancer chooses; -1 where none takes work. */
  pick(): number
  /** For the shared queue: one with a free slot; -1 where there is none. */
  idle(): number
  began(instance: number): void
  ended(instance: number): void
  /** For the balancer, which may keep count of what is open and of how long it took. */
  sent(instance: number): void
  answered(instance: number, ok: boolean, seconds: number, atSeconds: number): void
  /** Whether it may take what waits. */
  serves(instance: number): boolean
  isWorkedOff(instance: number): boolean
  setState(instance: number, state: InstanceState): void
  remove(instance: number): void
  /** A new one, starting: its number. */
  add(): number
}

/** A fleet as the model has it, all of it up. */
export function createFleet(
  shape: SimulationModel['fleet'],
  random: Random,
  clock: { readonly now: number },
): Fleet {
  const { distribution } = shape
  const isShared = distribution === 'shared'
  // Of a shared queue nobody asks it.
  const balancer = balancerNamed(isShared ? 'round-robin' : distribution, random.next)
  const busy: number[] = []
  const waiting: number[] = []
  const state: InstanceState[] = []
  const zone: number[] = []
  const ids: string[] = []
  const numbers = new Map<string, number>()
  const health = healthState(
    [],
    shape.slowReturnSeconds === undefined ? {} : { slowReturnSeconds: shape.slowReturnSeconds },
  )
  /** Those that may have a free slot, each once at most. */
  const free: number[] = []
  const isOffered: boolean[] = []
  let upCount = 0
  let count = 0

  function offer(instance: number): void {
    if (isOffered[instance] === true) return
    isOffered[instance] = true
    free.push(instance)
  }

  function setState(instance: number, next: InstanceState): void {
    upCount += Number(next === 'up') - Number(state[instance] === 'up')
    state[instance] = next
    if (next === 'up') offer(instance)
    if (next === 'gone') health.remove(ids[instance] ?? '')
    else health.setHealth(ids[instance] ?? '', next === 'up', clock.now)
  }

  function add(first: 'starting' | 'up'): number {
    const instance = ids.length
    const id = `i${instance}`
    const isUp = first === 'up'
    ids.push(id)
    numbers.set(id, instance)
    health.add({ id, weight: shape.weights?.[instance % shape.weights.length] ?? 1, healthy: isUp })
    busy.push(0)
    waiting.push(0)
    zone.push(instance % shape.zones)
    state.push(first)
    isOffered.push(false)
    upCount += Number(isUp)
    count++
    return instance
  }

  const fleet: Fleet = {
    busy,
    waiting,
    state,
    zone,
    get upCount() {
      return upCount
    },
    get count() {
      return count
    },
    pick() {
      const backend = balancer.pick(health.backends(clock.now))
      return backend === null ? -1 : (numbers.get(backend.id) ?? -1)
    },
    idle() {
      for (let instance = free.at(-1); instance !== undefined; instance = free.at(-1)) {
        if (state[instance] === 'up' && (busy[instance] ?? 0) < shape.slots) return instance
        free.pop()
        isOffered[instance] = false
      }
      return -1
    },
    began(instance) {
      busy[instance] = (busy[instance] ?? 0) + 1
    },
    ended(instance) {
      busy[instance] = (busy[instance] ?? 0) - 1
      offer(instance)
    },
    sent: (instance) => balancer.started?.(ids[instance] ?? ''),
    answered: (instance, ok, seconds, atSeconds) =>
      balancer.ended?.(ids[instance] ?? '', { ok, seconds, atSeconds }),
    serves: (instance) => state[instance] === 'up' || (state[instance] === 'draining' && !isShared),
    isWorkedOff: (instance) =>
      state[instance] === 'draining' && (busy[instance] ?? 0) === 0 && (waiting[instance] ?? 0) === 0,
    setState,
    remove(instance) {
      count--
      setState(instance, 'gone')
    },
    add: () => add('starting'),
  }
  for (let index = 0; index < shape.instances; index++) offer(add('up'))
  return fleet
}

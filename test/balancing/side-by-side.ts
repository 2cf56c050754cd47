import {
  type Backend,
  type Balancer,
  leastConnections,
  peakEwma,
  powerOfTwo,
  roundRobin,
  smoothWeightedRoundRobin,
} from '../../src/balancing/index.ts'
import { type Random, seededRandom } from '../../src/core/index.ts'

/** Every balancer, by name; each that is made draws the same numbers. */
export const balancers: readonly (readonly [string, () => Balancer])[] = [
  ['round robin', roundRobin],
  ['smooth weighted round robin', smoothWeightedRoundRobin],
  ['smooth weighted round robin with maxFails 3', () => smoothWeightedRoundRobin({ maxFails: 3 })],
  ['least connections', leastConnections],
  ['power of two', () => powerOfTwo(seededRandom(5).next)],
  ['peak EWMA', () => peakEwma({ random: seededRandom(5).next })],
]

/** The same backends where nothing can change, which a balancer may keep an index of. */
export function frozen(backends: readonly Backend[]): readonly Backend[] {
  return Object.freeze(backends.map((backend) => Object.freeze({ ...backend })))
}

/** The same backends where anything can change. */
export function loose(backends: readonly Backend[]): Backend[] {
  return backends.map((backend) => ({ ...backend }))
}

/** The ids of the next picks, a dash for none. */
export function picks(balancer: Balancer, backends: readonly Backend[], count: number): string {
  return Array.from({ length: count }, () => balancer.pick(backends)?.id ?? '-').join('')
}

/** What happens to a fleet under test. */
export interface Story {
  seed: number
  steps: number
  backends: number
  weight: (random: Random) => number
  /** Of all steps. */
  changes: number
  failures: number
}

/** Tells one story to two balancers, one of which is given frozen arrays; the picks of both. */
export function sideBySide(create: () => Balancer, story: Story): { indexed: string; looking: string } {
  const random = seededRandom(story.seed)
  const [indexed, looking] = [create(), create()]
  const picks: { indexed: string[]; looking: string[] } = { indexed: [], looking: [] }
  const open: string[] = []
  let made = 0
  const make = (): Backend => ({ id: `b${made++}`, weight: story.weight(random) })
  let backends = Array.from({ length: story.backends }, make)
  let given = frozen(backends)
  for (let step = 0; step < story.steps; step++) {
    const kind = random.next()
    if (kind < story.changes) {
      backends = changed(backends, random, make, story.weight)
      // Now and then what the index was of is not frozen for a while, or is another array with the same backends.
      given = random.below(4) === 0 ? loose(backends) : frozen(backends)
    } else if (kind < 0.55) {
      const id = indexed.pick(given)?.id
      picks.indexed.push(id ?? '-')
      picks.looking.push(looking.pick(loose(backends))?.id ?? '-')
      if (id === undefined || random.below(10) === 0) continue
      for (const balancer of [indexed, looking]) balancer.started?.(id)
      open.push(id)
    } else {
      // One that nobody started, now and then.
      const id = random.below(50) === 0 ? `b${random.below(made)}` : taken(open, random)
      const outcome = {
        ok: random.next() >= story.failures,
        seconds: random.next(),
        atSeconds: step / 100,
      }
      if (id !== undefined) for (const balancer of [indexed, looking]) balancer.ended?.(id, outcome)
    }
  }
  return { indexed: picks.indexed.join(' '), looking: picks.looking.join(' ') }
}

function changed(
  backends: readonly Backend[],
  random: Random,
  make: () => Backend,
  weight: (random: Random) => number,
): Backend[] {
  const at = random.below(backends.length + 1)
  const one = backends[at]
  const rest = backends.filter((backend) => backend !== one)
  const others = (...put: Backend[]): Backend[] => [...rest.slice(0, at), ...put, ...rest.slice(at)]
  if (one === undefined) return others(make())
  switch (random.below(6)) {
    case 0:
      return rest
    case 1:
      return others(make())
    case 2:
      return others({ ...one, weight: weight(random) })
    case 3:
      return [one, ...rest]
    case 4:
      return [...backends]
    default:
      return others({ ...one, healthy: one.healthy === false })
  }
}

function taken(open: string[], random: Random): string | undefined {
  const at = random.below(open.length)
  const id = open[at]
  const last = open.pop()
  if (last !== undefined && at < open.length) open[at] = last
  return id
}

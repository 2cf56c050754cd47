import { describe, expect, test } from 'vitest'
import {
  type Backend,
  type Balancer,
  leastConnections,
  smoothWeightedRoundRobin,
} from '../../src/balancing/index.ts'
import type { Random } from '../../src/core/index.ts'
import golden from '../golden/swrr.json' with { type: 'json' }
import { balancers, frozen, loose, picks, type Story, sideBySide } from './side-by-side.ts'

const letters = (weights: readonly number[]): readonly Backend[] =>
  frozen(weights.map((weight, index) => ({ id: String.fromCharCode(97 + index), weight })))
const ends = (balancer: Balancer, id: string, ok = true): void =>
  balancer.ended?.(id, { ok, seconds: 1, atSeconds: 0 })

/** Frozen backends that count how often one is looked at. */
function watched(backends: readonly Backend[]): { backends: readonly Backend[]; looks(): number } {
  let looks = 0
  const get = (target: readonly Backend[], key: string | symbol): unknown => {
    looks++
    return Reflect.get(target, key)
  }
  return { backends: new Proxy(frozen(backends), { get }), looks: () => looks }
}

const equal = () => 1
const few = (random: Random) => [0, 1, 1, 2, 5][random.below(5)] ?? 0
const many = (random: Random) => random.below(40)
const large = (random: Random) => 2 ** 31 - 1 - random.below(3)
const tooLarge = (random: Random) => 2 ** 52 + random.below(5)
const parts = (random: Random) => random.below(30) / 10
const mixed = (random: Random) => (random.below(8) === 0 ? 0.3 : few(random))
const stories: Record<string, Story> = {
  'of equal weight': { seed: 1, steps: 20_000, backends: 8, weight: equal, changes: 0.005, failures: 0.1 },
  'of few weights, some of them 0': {
    seed: 2,
    steps: 20_000,
    backends: 9,
    weight: few,
    changes: 0.005,
    failures: 0.1,
  },
  'of many weights': { seed: 3, steps: 20_000, backends: 12, weight: many, changes: 0.01, failures: 0.3 },
  'of the largest weights': {
    seed: 4,
    steps: 20_000,
    backends: 5,
    weight: large,
    changes: 0.002,
    failures: 0,
  },
  'of weights too large for whole sums': {
    seed: 10,
    steps: 5000,
    backends: 7,
    weight: tooLarge,
    changes: 0.002,
    failures: 0,
  },
  'of weights that are not whole': {
    seed: 5,
    steps: 10_000,
    backends: 6,
    weight: parts,
    changes: 0.01,
    failures: 0.1,
  },
  'of weights that are not whole now and then': {
    seed: 6,
    steps: 20_000,
    backends: 4,
    weight: mixed,
    changes: 0.05,
    failures: 0.1,
  },
  'that change all the time': {
    seed: 7,
    steps: 10_000,
    backends: 6,
    weight: few,
    changes: 0.2,
    failures: 0.2,
  },
  'that never change': { seed: 8, steps: 20_000, backends: 20, weight: few, changes: 0, failures: 0.2 },
  'of which there are many': {
    seed: 9,
    steps: 10_000,
    backends: 150,
    weight: few,
    changes: 0.01,
    failures: 0.1,
  },
}

describe.each(balancers)('%s with frozen backends', (_, create) => {
  test.each(Object.entries(stories))('%s picks as it does with others', (_, story) => {
    const { indexed, looking } = sideBySide(create, story)
    expect(looking.length).toBeGreaterThan(story.steps / 4)
    expect(indexed).toBe(looking)
  })
})

describe.each([
  ['smooth weighted round robin', smoothWeightedRoundRobin],
  ['least connections', leastConnections],
] as const)('%s', (_, create) => {
  test('looks at frozen backends for two picks and then never again', () => {
    const { backends, looks } = watched([3, 1, 1, 2].map((weight, index) => ({ id: `${index}`, weight })))
    const balancer = create()
    picks(balancer, backends, 2)
    const before = looks()
    for (let n = 0; n < 50; n++) {
      const id = balancer.pick(backends)?.id ?? ''
      balancer.started?.(id)
      if (n % 2 === 0) ends(balancer, id, n % 3 > 0)
    }
    expect(before).toBeGreaterThan(8)
    expect(looks()).toBe(before)
  })

  test('goes on looking where a weight is not whole', () => {
    const { backends, looks } = watched([{ id: 'a', weight: 1.5 }, { id: 'b' }])
    const balancer = create()
    picks(balancer, backends, 3)
    const before = looks()
    balancer.pick(backends)
    expect(looks()).toBeGreaterThan(before)
  })

  test('hands back the backend that it was given, from the index too', () => {
    const backends = letters([1, 1])
    const balancer = create()
    for (let n = 0; n < 6; n++) expect(backends).toContain(balancer.pick(backends))
  })

  test('picks nobody of frozen backends without weight or health', () => {
    const backends = frozen([
      { id: 'a', weight: 0 },
      { id: 'b', healthy: false },
    ])
    expect(picks(create(), backends, 4)).toBe('----')
  })
})

test('least connections picks as ever after more turns than sums of large weights could hold', () => {
  const backends = letters([2 ** 31 - 1, 2 ** 31 - 1])
  const balancer = leastConnections()
  let wrong = 0
  for (let n = 0; n < 2 ** 22 + 2 ** 10; n++) if (balancer.pick(backends) !== backends[n % 2]) wrong++
  expect(wrong).toBe(0)
  // An even number of turns has left nothing behind.
  const story = (one: Balancer, given: readonly Backend[]): string =>
    Array.from({ length: 100 }, (_, n) => {
      const id = one.pick(given)?.id ?? '-'
      one.started?.(id)
      if (n % 3 > 0) ends(one, id)
      return id
    }).join('')
  expect(story(balancer, backends)).toBe(story(leastConnections(), loose(backends)))
})

describe('the vectors of nginx, by the index', () => {
  test.each(golden.smooth_weighted_round_robin.map(({ weights, sequence }) => [weights, sequence] as const))(
    'with weights %j goes %s, three times',
    (weights, sequence) => {
      const seen = picks(smoothWeightedRoundRobin(), letters(weights), 3 * sequence.length)
      expect(seen).toBe(sequence.repeat(3))
    },
  )

  test.each(golden.swrr_with_failure)(
    'a failure takes a part of the weight, which grows back: $sequence',
    ({ weights, maxFails, failPicks, picks: count, sequence }) => {
      const balancer = smoothWeightedRoundRobin({ maxFails })
      const backends = letters(weights)
      const seen = Array.from({ length: count }, (_, index) => {
        const id = balancer.pick(backends)?.id ?? '-'
        ends(balancer, id, !failPicks.includes(index))
        return id
      })
      expect(seen.join('')).toBe(sequence)
    },
  )

  test.each(golden.least_conn.cases)(
    'of $conns with weights $weights is $pick',
    ({ conns, weights, pick }) => {
      const backends = letters(weights)
      const balancer = leastConnections()
      // As long as only one has least there is no turn.
      const alone = weights.findIndex((weight) => weight > 0)
      const open = weights.map((_, index) => (index === alone ? 0 : 1))
      const opens = (index: number, wanted: number): void => {
        const id = backends[index]?.id ?? ''
        for (let now = open[index] ?? 0; now < wanted; now++) balancer.started?.(id)
        for (let now = open[index] ?? 0; now > wanted; now--) ends(balancer, id)
      }
      for (const index of open.keys()) if (index !== alone) balancer.started?.(backends[index]?.id ?? '')
      expect(picks(balancer, backends, 2)).toBe((backends[alone]?.id ?? '').repeat(2))
      for (const [index, wanted] of conns.entries()) opens(index, wanted)
      expect(balancer.pick(backends)).toBe(backends[pick])
    },
  )
})

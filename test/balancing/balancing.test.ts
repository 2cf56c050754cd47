import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  type Backend,
  type Balancer,
  leastConnections,
  peakEwma,
  powerOfTwo,
  roundRobin,
  smoothWeightedRoundRobin,
} from '../../src/balancing/index.ts'
import { seededRandom } from '../../src/core/index.ts'

interface Golden {
  smooth_weighted_round_robin: { weights: number[]; sequence: string; trace?: unknown[] }[]
  swrr_with_failure: {
    weights: number[]
    maxFails: number
    failPicks: number[]
    picks: number
    sequence: string
  }[]
  least_conn: { cases: { conns: number[]; weights: number[]; pick: number }[] }
  peak_ewma: { tauSec: number; observations: [number, number][]; cost: number[] }
}
const read = (name: string) => JSON.parse(readFileSync(new URL(`../golden/${name}`, import.meta.url), 'utf8'))
const golden: Golden = read('swrr.json')
const guide: { cases: { instances: string[]; unhealthy: string[]; expected: string[] }[] } =
  read('guide-round-robin.json')

const letters = (weights: readonly number[]): Backend[] =>
  weights.map((weight, index) => ({ id: String.fromCharCode(97 + index), weight }))
const picks = (balancer: Balancer, backends: readonly Backend[], count: number): string =>
  Array.from({ length: count }, () => balancer.pick(backends)?.id ?? '-').join('')
const random = () => seededRandom(1).next
const all: [string, () => Balancer][] = [
  ['round robin', roundRobin],
  ['smooth weighted round robin', smoothWeightedRoundRobin],
  ['least connections', leastConnections],
  ['power of two', () => powerOfTwo(random())],
  ['peak EWMA', () => peakEwma({ random: random() })],
]

describe.each(all)('%s', (_, create) => {
  test('picks nobody where nobody is', () => {
    expect(create().pick([])).toBeNull()
    expect(create().pick([{ id: 'a', healthy: false }])).toBeNull()
  })

  test('picks only who is healthy, and all of them in time', () => {
    const balancer = create()
    const backends = ['a', 'b', 'c', 'd'].map((id) => ({ id, healthy: id !== 'b' }))
    const seen = Array.from({ length: 200 }, () => balancer.pick(backends)?.id)
    expect(new Set(seen)).toEqual(new Set(['a', 'c', 'd']))
  })

  test('goes on where a backend is gone and another has come', () => {
    const balancer = create()
    picks(balancer, letters([1, 1, 1]), 7)
    const seen = picks(balancer, [{ id: 'x' }, { id: 'b' }], 40)
    expect(new Set(seen)).toEqual(new Set('xb'))
  })

  test('hands back the backend that it was given', () => {
    const backend = { id: 'a' }
    expect(create().pick([backend])).toBe(backend)
  })
})

describe('round robin', () => {
  test.each(guide.cases.map((one, index) => [index, one] as const))(
    'takes the turns of the guide, case %i',
    (_, { instances, unhealthy, expected }) => {
      const balancer = roundRobin()
      const backends = instances.map((id) => ({ id, healthy: !unhealthy.includes(id) }))
      expect(expected.map(() => balancer.pick(backends)?.id)).toEqual(expected)
    },
  )

  test('goes on with the next in order when one falls ill and when it is back', () => {
    const balancer = roundRobin()
    const backends: Backend[] = letters([1, 1, 1])
    expect(picks(balancer, backends, 1)).toBe('a')
    const [, b] = backends
    if (b !== undefined) b.healthy = false
    expect(picks(balancer, backends, 2)).toBe('ca')
    if (b !== undefined) b.healthy = true
    expect(picks(balancer, backends, 3)).toBe('bca')
  })
})

describe('smooth weighted round robin', () => {
  test.each(golden.smooth_weighted_round_robin.map(({ weights, sequence }) => [weights, sequence] as const))(
    'with weights %j goes %s, and so again',
    (weights, sequence) => {
      const balancer = smoothWeightedRoundRobin()
      const backends = letters(weights)
      expect(picks(balancer, backends, 2 * sequence.length)).toBe(sequence + sequence)
    },
  )

  test.each(golden.swrr_with_failure)(
    'a failure takes a part of the weight, which grows back: $sequence',
    ({ weights, maxFails, failPicks, picks: count, sequence }) => {
      const balancer = smoothWeightedRoundRobin({ maxFails })
      const backends = letters(weights)
      const seen = Array.from({ length: count }, (_, index) => {
        const id = balancer.pick(backends)?.id ?? '-'
        balancer.ended?.(id, { ok: !failPicks.includes(index), seconds: 1, atSeconds: index })
        return id
      })
      expect(seen.join('')).toBe(sequence)
    },
  )

  test('one failure takes all weight by default, none with maxFails 0', () => {
    const failing = (balancer: Balancer): string => {
      const backends = letters([3, 1])
      const first = balancer.pick(backends)?.id ?? '-'
      balancer.ended?.(first, { ok: false, seconds: 1, atSeconds: 0 })
      return first + picks(balancer, backends, 7)
    }
    expect(failing(smoothWeightedRoundRobin({ maxFails: 0 }))).toBe('aabaaaba')
    expect(failing(smoothWeightedRoundRobin())).toBe('abbaabaa')
  })

  test('a weight that changes counts from the next turn, one of 0 gets nothing', () => {
    const balancer = smoothWeightedRoundRobin()
    picks(balancer, letters([1, 1]), 4)
    expect(picks(balancer, letters([0, 1]), 3)).toBe('bbb')
    expect(picks(balancer, letters([0]), 1)).toBe('-')
  })
})

describe('least connections', () => {
  test.each(golden.least_conn.cases)(
    'of $conns with weights $weights is $pick',
    ({ conns, weights, pick }) => {
      const backends = letters(weights).map((one, index) => ({ ...one, connections: conns[index] ?? 0 }))
      expect(leastConnections().pick(backends)).toBe(backends[pick])
    },
  )

  test('counts by itself, and ties take smooth weighted turns', () => {
    const balancer = leastConnections()
    const backends = letters([2, 1])
    const open = Array.from({ length: 6 }, () => {
      const id = balancer.pick(backends)?.id ?? '-'
      balancer.started?.(id)
      return id
    })
    expect(open.join('')).toBe('ababaa')
    balancer.ended?.('b', { ok: true, seconds: 1, atSeconds: 1 })
    expect(balancer.pick(backends)?.id).toBe('b')
  })
})

describe('power of two choices', () => {
  const drawing = (...numbers: number[]) => {
    let index = 0
    return () => numbers[index++ % numbers.length] ?? 0
  }

  test('takes the one with fewer open connections of two different ones, the first drawn where they tie', () => {
    const backends = [3, 1, 1].map((connections, index) => ({ id: 'abc'[index] ?? '', connections }))
    expect(powerOfTwo(drawing(0, 0)).pick(backends)?.id).toBe('b')
    expect(powerOfTwo(drawing(0.5, 0)).pick(backends)?.id).toBe('b')
    expect(powerOfTwo(drawing(0.9, 0.5)).pick(backends)?.id).toBe('c')
    expect(powerOfTwo(drawing(0.5, 0.5)).pick(backends)?.id).toBe('b')
  })

  test('weighs connections by weight', () => {
    const backends = [
      { id: 'a', connections: 3, weight: 4 },
      { id: 'b', connections: 1, weight: 1 },
    ]
    expect(powerOfTwo(drawing(0.9, 0)).pick(backends)?.id).toBe('a')
  })

  test('draws every pair equally often, also beside one that is not healthy', () => {
    const balancer = powerOfTwo(seededRandom(7).next)
    const backends = [0, 1, 2, 3].map((connections) => ({
      id: String(connections),
      connections,
      healthy: connections !== 1,
    }))
    const counts = new Map<string, number>()
    for (let n = 0; n < 3000; n++) {
      const id = balancer.pick(backends)?.id ?? ''
      counts.set(id, (counts.get(id) ?? 0) + 1)
    }
    // Of the pairs 02, 03 and 23 two are won by 0 and one by 2.
    expect(Math.abs((counts.get('0') ?? 0) - 2000)).toBeLessThan(100)
    expect(counts.get('3')).toBeUndefined()
  })
})

describe('peak EWMA', () => {
  test('follows a peak at once and falls by halves', () => {
    const { tauSec, observations, cost } = golden.peak_ewma
    const balancer = peakEwma({ tauSeconds: tauSec, random: () => 0 })
    for (const [index, [atSeconds, seconds]] of observations.entries()) {
      balancer.ended?.('a', { ok: true, seconds, atSeconds })
      expect(Math.abs(balancer.cost('a') / (cost[index] ?? 0) - 1)).toBeLessThan(1e-12)
    }
    expect(balancer.cost('b')).toBe(0)
  })

  test('multiplies the cost by what is open, and waits for a first answer', () => {
    const balancer = peakEwma({ random: () => 0 })
    const backends = letters([1, 1])
    balancer.ended?.('a', { ok: true, seconds: 0.1, atSeconds: 0 })
    expect(balancer.pick(backends)?.id).toBe('b')
    balancer.started?.('b')
    expect(balancer.pick(backends)?.id).toBe('a')
    balancer.ended?.('b', { ok: true, seconds: 0.15, atSeconds: 0 })
    balancer.started?.('a')
    expect(balancer.pick(backends)?.id).toBe('b')
  })

  test('a clock that steps back changes no decay', () => {
    const balancer = peakEwma({ random: () => 0 })
    balancer.ended?.('a', { ok: true, seconds: 1, atSeconds: 10 })
    balancer.ended?.('a', { ok: true, seconds: 0.5, atSeconds: 5 })
    expect(balancer.cost('a')).toBe(1)
  })
})

describe('what no balancer takes', () => {
  test.each<[string, () => unknown]>([
    ['The weight of a must be', () => smoothWeightedRoundRobin().pick([{ id: 'a', weight: -1 }])],
    ['The weight of a must be', () => leastConnections().pick([{ id: 'a', weight: Number.NaN }])],
    ['The connections of a must be', () => leastConnections().pick([{ id: 'a', connections: -1 }])],
    ['maxFails must be', () => smoothWeightedRoundRobin({ maxFails: 1.5 })],
    ['tauSeconds of the balancer must be', () => peakEwma({ tauSeconds: 0, random: () => 0 })],
    [
      'seconds of the balancer must be',
      () => peakEwma({ random: () => 0 }).ended?.('a', { ok: true, seconds: -1, atSeconds: 0 }),
    ],
  ])('%s', (sentence, act) => {
    expect(act).toThrow(sentence)
  })
})

import { describe, expect, test } from 'vitest'
import { kimura, mg1, mmc, type ServiceShare, shapeScv, sharedQueue } from '../../src/capacity/index.ts'

const constant: ServiceShare[] = [{ multiple: 1, share: 1 }]
const mixed: ServiceShare[] = [
  { multiple: 0.5, share: 0.75 },
  { multiple: 2.5, share: 0.25 },
]

describe('a shared queue', () => {
  test('of exponential times is M/M/c', () => {
    const queue = { ratePerSecond: 300, serviceSeconds: 0.01, servers: 4 }
    const [own, law] = [sharedQueue({ ...queue, shape: null }), mmc(queue)]
    expect([own.responseSeconds, own.responseAt(0.99)]).toEqual([law.responseSeconds, law.responseAt(0.99)])
  })

  test.each([
    [constant, 0],
    [mixed, 0.75],
  ])('of %j has the mean of Pollaczek and Khinchine for one server', (shape, serviceScv) => {
    expect(shapeScv(shape)).toBeCloseTo(serviceScv, 12)
    const queue = { ratePerSecond: 60, serviceSeconds: 0.01 }
    const found = sharedQueue({ ...queue, servers: 1, shape })
    expect(found.waitSeconds).toBeCloseTo(mg1({ ...queue, serviceScv }).waitSeconds, 6)
  })

  test("has Kimura's mean wait for several, and percentiles that rise with the load and never lie below the service", () => {
    const at = (ratePerSecond: number) =>
      sharedQueue({ ratePerSecond, serviceSeconds: 0.01, servers: 4, shape: mixed })
    expect(at(300).waitSeconds).toBeCloseTo(
      kimura({ servers: 4, utilization: 0.75, serviceSeconds: 0.01, serviceScv: 0.75 }),
      12,
    )
    const percentiles = [1, 100, 200, 300, 380].map((rate) => at(rate).responseAt(0.9))
    expect(percentiles).toEqual(percentiles.toSorted((a, b) => a - b))
    expect(percentiles[0]).toBeCloseTo(0.025, 6)
  })

  /** Exponential times as shares, finer where few are long. */
  const exponential: ServiceShare[] = (() => {
    const shares = Array.from({ length: 4000 }, (_, index) => {
      const [from, to] = [1 - index / 4000, 1 - (index + 1) / 4000]
      // The mean of an exponential time between two of its quantiles.
      const above = (share: number): number => (share === 0 ? 0 : share * (1 - Math.log(share)))
      return { multiple: (above(from) - above(to)) * 4000, share: 1 / 4000 }
    })
    const total = shares.reduce((sum, { multiple, share }) => sum + multiple * share, 0)
    return shares.map(({ multiple, share }) => ({ multiple: multiple / total, share }))
  })()

  test.each([
    [1, 0.3],
    [1, 0.9],
    [4, 0.6],
    [16, 0.95],
  ])('of exponential times in shares has the percentiles of M/M/c: %d servers, %d busy', (servers, busy) => {
    const queue = { ratePerSecond: servers * busy, serviceSeconds: 1, servers }
    const [own, law] = [sharedQueue({ ...queue, shape: exponential }), mmc(queue)]
    for (const p of [0.5, 0.9, 0.95, 0.99]) expect(own.responseAt(p) / law.responseAt(p)).toBeCloseTo(1, 2)
  })

  test.each([0.3, 0.6, 0.8, 0.9])('of constant times at one server is M/D/1 of Crommelin at %d', (rho) => {
    /** P(wait <= t) with a service of 1: Crommelin, Delay probability formulae, 1932. */
    const waited = (t: number): number => {
      let sum = 0
      for (let j = 0; j <= Math.floor(t); j += 1) {
        let term = Math.exp(-rho * (j - t))
        for (let i = 1; i <= j; i += 1) term *= (rho * (j - t)) / i
        sum += term
      }
      return (1 - rho) * sum
    }
    const own = sharedQueue({ ratePerSecond: rho, serviceSeconds: 1, servers: 1, shape: constant })
    for (const p of [0.8, 0.95, 0.99]) expect(waited(own.responseAt(p) - 1)).toBeCloseTo(p, 2)
  })

  test.each<[ServiceShare[], string]>([
    [[{ multiple: 1, share: 0.9 }], 'must be 1 together'],
    [[{ multiple: 2, share: 1 }], 'must be 1 together'],
    [[], 'must be 1 together'],
  ])('refuses the shares %j', (shape, sentence) => {
    expect(() => sharedQueue({ ratePerSecond: 1, serviceSeconds: 0.01, servers: 1, shape })).toThrow(sentence)
  })

  test('refuses more work than it can do', () => {
    expect(() =>
      sharedQueue({ ratePerSecond: 500, serviceSeconds: 0.01, servers: 4, shape: constant }),
    ).toThrow('is not stable')
  })
})

import { describe, expect, test } from 'vitest'
import { mg1, mmc, powerOfD } from '../../src/capacity/index.ts'
import { coverageOf, intervalsBy, wilson } from '../benchmarks/theory/coverage.ts'
import { foundInFleet } from '../benchmarks/theory/exact-two-choices.ts'
import {
  balancedBranches,
  constantServiceResponse,
  foundInLargeFleet,
  responseAfter,
  twoBranchResponse,
} from '../benchmarks/theory/response-laws.ts'
import { theoryCases } from '../benchmarks/theory/theory-cases.ts'
import { expectClose } from '../metrics/close.ts'

/** The mean of what has these percentiles. */
function meanOf(at: (p: number) => number): number {
  const steps = 20_000
  let sum = 0
  for (let step = 0; step < steps; step++) sum += at((step + 0.5) / steps)
  return sum / steps
}

describe('the intervals of the simulator hold what theory knows', () => {
  test('in nearly all figures of two seeds', { timeout: 120_000 }, () => {
    const missed: string[] = []
    let count = 0
    for (const one of theoryCases) {
      for (const seed of [1, 2]) {
        for (const [index, interval] of intervalsBy(one, seed).entries()) {
          const figure = one.figures[index]
          const truth = figure?.truth() ?? Number.NaN
          count++
          if (interval === null || !(interval[0] <= truth && truth <= interval[1]))
            missed.push(`${one.name}, ${figure?.name}, seed ${seed}: ${interval} for ${truth}`)
        }
      }
    }
    // One in a hundred is expected to miss.
    expect(count).toBe(70)
    expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(3)
  })
})

describe('the theory behind them', () => {
  test('of one constant server has its mean and never less than the service', () => {
    const at = constantServiceResponse(0.5)
    expectClose(
      meanOf(at),
      mg1({ ratePerSecond: 0.5, serviceSeconds: 1, serviceScv: 0 }).responseSeconds,
      1e-3,
    )
    expect(at(0.4)).toBe(1)
    expect(at(0.6)).toBeGreaterThan(1)
  })

  test('of two branches has its mean, and is M/M/1 where they are alike', () => {
    const spread = twoBranchResponse(0.5, balancedBranches(1, 2))
    expectClose(
      meanOf(spread),
      mg1({ ratePerSecond: 0.5, serviceSeconds: 1, serviceScv: 2 }).responseSeconds,
      1e-3,
    )
    const alike = twoBranchResponse(0.5, { share: 0.3, shortSeconds: 1, longSeconds: 1 })
    const exact = mmc({ ratePerSecond: 0.5, serviceSeconds: 1, servers: 1 })
    for (const p of [0.5, 0.99]) expectClose(alike(p), exact.responseAt(p), 1e-9)
  })

  test('of two choices comes near the law of infinitely many servers as they become more', () => {
    const limit = powerOfD({ utilization: 0.5, choices: 2 })
    expectClose(responseAfter(foundInLargeFleet(0.5)).mean, limit, 1e-12)
    const off = [5, 10].map((servers) => responseAfter(foundInFleet(servers, 0.5, 6)).mean - limit)
    expect(off[1]).toBeGreaterThan(0)
    expect((off[0] ?? 0) / (off[1] ?? 0)).toBeGreaterThan(1.5)
    expect((off[0] ?? 0) / (off[1] ?? 0)).toBeLessThan(3)
  })

  test('of two servers that share what comes loses and invents nobody', () => {
    const found = foundInFleet(2, 0.5, 30)
    expectClose(
      found.reduce((sum, share) => sum + share, 0),
      1,
      1e-10,
    )
    // Two queues of which the shorter is joined do worse than one queue, and better than chance.
    const { mean, at } = responseAfter(found)
    expect(mean).toBeGreaterThan(4 / 3)
    expect(mean).toBeLessThan(2)
    expectClose(meanOf(at), mean, 1e-3)
  })
})

describe('coverage', () => {
  const held = [0.9, 1.1] as const
  const missing = [2, 2.1] as const
  const of = (inside: number, seeds: number) =>
    coverageOf(
      1,
      Array.from({ length: seeds }, (_, index) => (index < inside ? held : missing)),
    )

  test('counts the intervals that hold the truth', () => {
    expect(of(3, 4)).toMatchObject({ seeds: 4, inside: 3, share: 0.75 })
    expect(coverageOf(1, [null, held])).toMatchObject({ inside: 1, halfWidth: Number.POSITIVE_INFINITY })
  })

  test.each([
    [979, false],
    [980, true],
    [997, true],
    [998, false],
  ])('of %d of 1000 is within the bar: %j', (inside, isWithin) => {
    const narrow = Array.from({ length: 1000 }, (_, index) =>
      index < inside ? ([0.96, 1.04] as const) : missing,
    )
    expect(coverageOf(1, narrow).isWithin).toBe(isWithin)
  })

  test('of wide intervals is not, nor with fewer seeds one that cannot be', () => {
    expect(of(990, 1000).isWithin).toBe(false)
    const narrow = (inside: number) =>
      coverageOf(
        1,
        Array.from({ length: 50 }, (_, index) => (index < inside ? ([0.96, 1.04] as const) : missing)),
      )
    expect(narrow(50).isWithin).toBe(true)
    expect(narrow(40).isWithin).toBe(false)
  })

  test('has the interval of Wilson', () => {
    const { low, high } = wilson(81, 263)
    expectClose(low, 0.2553, 1e-3)
    expectClose(high, 0.3662, 1e-3)
  })
})

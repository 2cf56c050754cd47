import { describe, expect, test } from 'vitest'
import { allenCunneen, kimura, kingman, mg1, mmc, mmck, mva, powerOfD } from '../../src/capacity/index.ts'
import { OperatorError } from '../../src/core/index.ts'
import golden from '../golden/mw.json' with { type: 'json' }
import { expectClose } from '../metrics/close.ts'

describe('M/M/c', () => {
  test.each(golden.mm_c)('of $c servers at $lam/s and $s s', (row) => {
    const queue = mmc({ ratePerSecond: row.lam, serviceSeconds: row.s, servers: row.c })
    expectClose(queue.offeredLoad, row.a, 1e-12)
    expectClose(queue.utilization, row.rho, 1e-12)
    expectClose(queue.erlangC, row.erlangC, 1e-10)
    expectClose(queue.waitSeconds, row.Wq, 1e-10)
    expectClose(queue.responseSeconds, row.W, 1e-10)
    expectClose(queue.queueLength, row.Lq, 1e-10)
    expectClose(queue.inSystem, row.L, 1e-10)
    expectClose(queue.waitAt(0.9), row.waitP90, 1e-10)
    expectClose(queue.waitAt(0.95), row.waitP95, 1e-10)
    expectClose(queue.waitAt(0.99), row.waitP99, 1e-10)
    expectClose(queue.responseAt(0.5), row.sojournP50, 1e-10)
    expectClose(queue.responseAt(0.95), row.sojournP95, 1e-10)
    expectClose(queue.responseAt(0.99), row.sojournP99, 1e-10)
  })

  test('of one server has an exponential response time', () => {
    const queue = mmc({ ratePerSecond: 999, serviceSeconds: 0.001, servers: 1 })
    expectClose(queue.responseAt(0.999), Math.log(1000), 1e-9)
  })

  test('with an idle queue answers in the time of the service', () => {
    const queue = mmc({ ratePerSecond: 0.001, serviceSeconds: 1, servers: 50 })
    expect(queue.waitAt(0.999)).toBe(0)
    expectClose(queue.responseAt(0.9), Math.log(10), 1e-10)
  })

  test('where waiters leave as fast as one server works', () => {
    // c = 2, a = 1: the exponents are the same, and P(R > t) = exp(-t)(1 + C t).
    const queue = mmc({ ratePerSecond: 1, serviceSeconds: 1, servers: 2 })
    const t = queue.responseAt(0.95)
    expectClose(Math.exp(-t) * (1 + t / 3), 0.05, 1e-10)
  })

  test('that is not stable says what would make it so', () => {
    const unstable = { ratePerSecond: 30, serviceSeconds: 0.2, servers: 4 }
    expect(() => mmc(unstable)).toThrow(
      /not stable: it is offered 6 servers' work and has 4 \(utilization 1.5\)/,
    )
    try {
      mmc(unstable)
    } catch (error) {
      expect((error as OperatorError).hint).toMatch(/at least 7 servers, a rate below 0.6667 of this one/)
    }
  })

  test.each([{ ratePerSecond: 0 }, { serviceSeconds: Number.NaN }, { servers: 0 }, { servers: 1.5 }])(
    'refuses %j',
    (wrong) => {
      expect(() => mmc({ ratePerSecond: 1, serviceSeconds: 0.5, servers: 2, ...wrong })).toThrow(
        OperatorError,
      )
    },
  )

  test.each([-0.1, 1, Number.NaN])('has no percentile %d', (p) => {
    const queue = mmc({ ratePerSecond: 1, serviceSeconds: 0.5, servers: 2 })
    expect(() => queue.waitAt(p)).toThrow('The percentile')
    expect(() => queue.responseAt(p)).toThrow('The percentile')
  })
})

describe('M/M/c/K', () => {
  test.each(golden.mm_c_k)('of $c servers and $K places at $lam/s', (row) => {
    const queue = mmck({ ratePerSecond: row.lam, serviceSeconds: row.s, servers: row.c, capacity: row.K })
    expectClose(queue.emptyProbability, row.p0, 1e-10)
    expectClose(queue.blockingProbability, row.pBlock, 1e-10)
    expectClose(queue.effectiveRatePerSecond, row.effectiveLambda, 1e-10)
    expectClose(queue.inSystem, row.L, 1e-10)
    expectClose(queue.responseSeconds, row.W, 1e-10)
    expectClose(queue.waitSeconds, row.Wq, 1e-10)
    expectClose(queue.utilization, row.utilization, 1e-10)
  })

  test('is M/M/c where there is room for all', () => {
    const station = { ratePerSecond: 3.6, serviceSeconds: 1, servers: 4 }
    expectClose(mmck({ ...station, capacity: 1000 }).waitSeconds, mmc(station).waitSeconds, 1e-9)
  })

  test('does not overflow with thousands of servers', () => {
    const queue = mmck({ ratePerSecond: 5000, serviceSeconds: 1, servers: 4000, capacity: 6000 })
    expectClose(queue.effectiveRatePerSecond, 4000, 1e-6)
    expectClose(queue.blockingProbability, 0.2, 1e-6)
  })

  test('has room for those in service at least', () => {
    expect(() => mmck({ ratePerSecond: 1, serviceSeconds: 1, servers: 4, capacity: 3 })).toThrow(
      'must be at least the 4 servers, got 3',
    )
  })
})

describe('one server with any service time', () => {
  test.each(golden.mg1_pollaczek_khinchine)(
    'waits $Wq s at $lam/s with cs2 $cs2',
    ({ lam, s, cs2, Wq, W, rho }) => {
      const queue = mg1({ ratePerSecond: lam, serviceSeconds: s, serviceScv: cs2 })
      expectClose(queue.waitSeconds, Wq, 1e-10)
      expectClose(queue.responseSeconds, W, 1e-10)
      expectClose(queue.utilization, rho, 1e-10)
      expectClose(queue.queueLength, lam * Wq, 1e-10)
      expectClose(queue.inSystem, lam * W, 1e-10)
    },
  )

  test.each(golden.gg1_kingman)(
    'is bounded by Kingman: rho $rho, ca2 $ca2, cs2 $cs2',
    ({ rho, s, ca2, cs2, kingmanWq }) => {
      expectClose(
        kingman({ utilization: rho, serviceSeconds: s, arrivalScv: ca2, serviceScv: cs2 }),
        kingmanWq,
        1e-10,
      )
    },
  )

  test('refuses what is not stable, and variances below 0', () => {
    expect(() => mg1({ ratePerSecond: 1, serviceSeconds: 1, serviceScv: 1 })).toThrow('not stable')
    expect(() => mg1({ ratePerSecond: 0.5, serviceSeconds: 1, serviceScv: -1 })).toThrow(
      'coefficient of variation',
    )
    expect(() => kingman({ utilization: 1, serviceSeconds: 1, arrivalScv: 1, serviceScv: 1 })).toThrow(
      'not stable',
    )
  })
})

describe('many servers with any service time', () => {
  const rows = golden.mg_c_exact_vs_approx.flatMap(({ c, rho, s, cases }) =>
    cases.map((row) => ({ c, rho, s, ...row })),
  )

  test.each(rows)('c $c, rho $rho, $service: Kimura is within 5 % of $exactWq', (row) => {
    const queue = { servers: row.c, utilization: row.rho, serviceSeconds: row.s, serviceScv: row.cs2 }
    expectClose(kimura(queue), row.kimura, 1e-10)
    expect(Math.abs(kimura(queue) / row.exactWq - 1)).toBeLessThan(0.05)
    expectClose(allenCunneen({ ...queue, arrivalScv: 1 }), row.allenCunneen, 1e-10)
  })

  test('in light traffic a constant service waits c / (c + 1) of what an exponential one does', () => {
    const queue = { servers: 50, utilization: 0.05, serviceSeconds: 1 }
    expectClose(kimura({ ...queue, serviceScv: 0 }) / kimura({ ...queue, serviceScv: 1 }), 50 / 51, 1e-12)
  })

  test('refuses a utilization of 1', () => {
    const queue = { servers: 2, utilization: 1, serviceSeconds: 1, serviceScv: 1 }
    expect(() => kimura(queue)).toThrow('not stable')
    expect(() => allenCunneen({ ...queue, arrivalScv: 1 })).toThrow('not stable')
  })
})

describe('closed networks', () => {
  const rows = golden.mva_closed.flatMap(({ name, demands, think, Xmax, Nstar, results }) =>
    results.map((row) => ({ name, demands, think, Xmax, Nstar, ...row })),
  )

  test.each(rows)('$name with $N users', ({ demands, think, Xmax, Nstar, N, X, R, U, Q }) => {
    const network = mva({ demandsSeconds: demands, thinkSeconds: think, population: N })
    expectClose(network.throughputPerSecond, X, 1e-12)
    expectClose(network.responseSeconds, R, 1e-12)
    for (const [index, value] of U.entries()) expectClose(network.utilization[index], value, 1e-12)
    for (const [index, value] of Q.entries()) expectClose(network.queueLength[index], value, 1e-12)
    expectClose(network.maximumThroughput, Xmax, 1e-12)
    expectClose(network.saturationPopulation, Nstar, 1e-12)
  })

  test('without users nothing happens, and one user never waits', () => {
    expect(mva({ demandsSeconds: [0.1], thinkSeconds: 1, population: 0 })).toMatchObject({
      throughputPerSecond: 0,
      responseSeconds: 0.1,
      queueLength: [0],
    })
    expectClose(
      mva({ demandsSeconds: [0.1, 0.2], thinkSeconds: 0, population: 1 }).responseSeconds,
      0.3,
      1e-12,
    )
  })

  test('need a station that takes time', () => {
    expect(() => mva({ demandsSeconds: [0, 0], thinkSeconds: 1, population: 1 })).toThrow(
      'No station takes any time',
    )
    expect(() => mva({ demandsSeconds: [], thinkSeconds: 1, population: 1 })).toThrow(
      'No station takes any time',
    )
    expect(() => mva({ demandsSeconds: [-1], thinkSeconds: 1, population: 1 })).toThrow('A demand')
  })
})

describe('the power of d choices', () => {
  const rows = golden.power_of_d_choices_mean_time.flatMap(({ lam, meanTime }) =>
    Object.entries(meanTime).map(([d, time]) => ({ lam, d: Number(d), time })),
  )

  test.each(rows)('at $lam with $d choices takes $time', ({ lam, d, time }) => {
    expectClose(powerOfD({ utilization: lam, choices: d }), time, 1e-12)
  })

  test('at 0.9 turns ten service times into 2.614', () => {
    expect(powerOfD({ utilization: 0.9, choices: 1 })).toBeCloseTo(10, 10)
    expect(powerOfD({ utilization: 0.9, choices: 2 })).toBeCloseTo(2.614, 3)
  })

  test.each([
    [1, 2],
    [0, 2],
    [0.5, 0],
    [0.5, 1.5],
  ])('refuses a utilization of %d with %d choices', (utilization, choices) => {
    expect(() => powerOfD({ utilization, choices })).toThrow(OperatorError)
  })
})

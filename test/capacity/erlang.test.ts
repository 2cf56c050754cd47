import { describe, expect, test } from 'vitest'
import { erlangB, erlangBInverse, erlangC, minimumServers } from '../../src/capacity/index.ts'
import { OperatorError } from '../../src/core/index.ts'
import golden from '../golden/erlang.json' with { type: 'json' }
import { expectClose } from '../metrics/close.ts'

describe('Erlang B', () => {
  test.each(golden.erlang_b)('of $c servers offered $a Erlang is $erlangB', ({ c, a, erlangB: expected }) => {
    expectClose(erlangB(c, a), expected, 1e-12)
  })

  test('loses nothing of no load, and all where there is no server', () => {
    expect(erlangB(3, 0)).toBe(0)
    expect(erlangB(0, 2)).toBe(1)
  })

  test('does not overflow with 100,000 servers', () => {
    // For a = c the loss is near sqrt(2 / (pi c)).
    expectClose(erlangB(100_000, 100_000), Math.sqrt(2 / (Math.PI * 100_000)), 0.01)
    expect(erlangB(100_000, 1)).toBe(0)
  })

  test.each([
    [-1, 1],
    [1.5, 1],
    [1, -1],
    [1, Number.NaN],
    [1, Number.POSITIVE_INFINITY],
  ])('refuses %d servers with a load of %d', (servers, load) => {
    expect(() => erlangB(servers, load)).toThrow(OperatorError)
  })
})

describe('Erlang C', () => {
  test.each(golden.erlang_c)('of $c servers offered $a Erlang is $erlangC', ({ c, a, erlangC: expected }) => {
    expectClose(erlangC(c, a), expected, 1e-12)
  })

  test('is 1 where the load is as much as the servers, or more', () => {
    expect(erlangC(3, 3)).toBe(1)
    expect(erlangC(3, 30)).toBe(1)
  })

  test('is the published value of three servers with two Erlang', () => {
    expectClose(erlangC(3, 2), 4 / 9, 1e-12)
  })
})

describe('the load of a given loss', () => {
  test.each(golden.inverse_erlang_b)('$c servers lose $blocking of $a Erlang', ({ c, blocking, a }) => {
    expectClose(erlangBInverse(c, blocking), a, 1e-10)
  })

  const telephony = golden.published[0]?.cases ?? []
  test.each(telephony as { c: number; blocking: number; a: number }[])(
    'agrees with the telephony table: $c servers, $blocking',
    ({ c, blocking, a }) => {
      expect(Math.abs(erlangBInverse(c, blocking) / a - 1)).toBeLessThan(0.005)
    },
  )

  test.each([
    [1, 1e-12],
    [1000, 0.5],
    [100_000, 0.01],
    [20, 0.999],
  ])('undoes Erlang B: %d servers, %d', (servers, blocking) => {
    expectClose(erlangB(servers, erlangBInverse(servers, blocking)), blocking, 1e-10)
  })

  test.each([0, 1, -0.1, Number.NaN])('refuses a loss of %d', (blocking) => {
    expect(() => erlangBInverse(2, blocking)).toThrow('The blocking must lie between 0 and 1')
  })
})

describe('the fewest servers', () => {
  test.each(golden.staffing_min_servers)(
    'for $fraction within $waitTargetSec s at $lambdaPerSec/s are $minServers',
    ({
      lambdaPerSec,
      serviceSec,
      waitTargetSec,
      fraction,
      minServers,
      erlangC: waiting,
      utilization,
      achieved,
    }) => {
      const answer = minimumServers({
        ratePerSecond: lambdaPerSec,
        serviceSeconds: serviceSec,
        waitTargetSeconds: waitTargetSec,
        fraction,
      })
      expect(answer.servers).toBe(minServers)
      expectClose(answer.erlangC, waiting, 1e-10)
      expectClose(answer.utilization, utilization, 1e-10)
      expectClose(answer.achieved, achieved, 1e-10)
    },
  )

  test('are one more than the load at least, and one fewer would not do', () => {
    const target = { ratePerSecond: 10, serviceSeconds: 0.4, waitTargetSeconds: 10, fraction: 0.5 }
    expect(minimumServers(target).servers).toBe(5)
    const tight = { ...target, waitTargetSeconds: 0, fraction: 0.9 }
    const { servers } = minimumServers(tight)
    expect(1 - erlangC(servers, 4)).toBeGreaterThanOrEqual(0.9)
    expect(1 - erlangC(servers - 1, 4)).toBeLessThan(0.9)
  })

  test.each([
    { ratePerSecond: 0 },
    { serviceSeconds: -1 },
    { waitTargetSeconds: Number.NaN },
    { fraction: 1 },
    { ratePerSecond: 1e12 },
  ])('refuse %j', (wrong) => {
    const target = { ratePerSecond: 10, serviceSeconds: 0.4, waitTargetSeconds: 1, fraction: 0.9, ...wrong }
    expect(() => minimumServers(target)).toThrow(OperatorError)
  })
})

import { describe, expect, test } from 'vitest'
import { gg1, kimura, mg1, mgc, mmc, mmck } from '../../src/capacity/index.ts'
import { expectClose } from '../metrics/close.ts'

/** What those who are let in find, state by state; times in service times. */
function foundOnEntry(load: number, servers: number, capacity: number): number[] {
  const weights = [1]
  for (let here = 1; here <= capacity; here++)
    weights.push(((weights[here - 1] ?? 0) * load) / Math.min(here, servers))
  const letIn = weights.slice(0, capacity)
  const total = letIn.reduce((sum, weight) => sum + weight, 0)
  return letIn.map((weight) => weight / total)
}

/** Of Erlang's distribution: the share above t of the sum of so many exponential times. */
function erlangTail(phases: number, rate: number, t: number): number {
  let term = Math.exp(-rate * t)
  let sum = 0
  for (let count = 0; count < phases; count++) {
    sum += term
    term *= (rate * t) / (count + 1)
  }
  return sum
}

function erlangDensity(phases: number, rate: number, t: number): number {
  let value = rate * Math.exp(-rate * t)
  for (let count = 1; count < phases; count++) value *= (rate * t) / count
  return value
}

function waitTail(found: readonly number[], servers: number, t: number): number {
  return found.reduce(
    (sum, share, here) => (here < servers ? sum : sum + share * erlangTail(here - servers + 1, servers, t)),
    0,
  )
}

/** Wait and service by Simpson's rule. */
function responseTail(found: readonly number[], servers: number, t: number): number {
  const free = found.slice(0, servers).reduce((sum, share) => sum + share, 0)
  const steps = 4000
  let inside = 0
  for (let step = 0; step <= steps; step++) {
    const at = (t * step) / steps
    const density = found.reduce(
      (sum, share, here) =>
        here < servers ? sum : sum + share * erlangDensity(here - servers + 1, servers, at),
      0,
    )
    const weight = step === 0 || step === steps ? 1 : step % 2 === 1 ? 4 : 2
    inside += weight * density * Math.exp(at - t)
  }
  return free * Math.exp(-t) + waitTail(found, servers, t) + (inside * t) / steps / 3
}

describe('percentiles of M/M/c/K', () => {
  test.each([
    [0.5, 1, 4],
    [1, 1, 5],
    [3, 1, 3],
    [2, 4, 6],
    [4, 4, 9],
    [9, 4, 12],
    [5.5, 6, 40],
  ])('at load %d of %d servers and %d places', (load, servers, capacity) => {
    const queue = mmck({ ratePerSecond: load * 10, serviceSeconds: 0.1, servers, capacity })
    const found = foundOnEntry(load, servers, capacity)
    for (const p of [0.5, 0.9, 0.99, 0.999]) {
      const wait = queue.waitAt(p) * 10
      if (wait > 0) expectClose(waitTail(found, servers, wait), 1 - p, 1e-9)
      else expect(waitTail(found, servers, 0)).toBeLessThanOrEqual(1 - p + 1e-12)
      expectClose(responseTail(found, servers, queue.responseAt(p) * 10), 1 - p, 1e-7)
    }
  })

  test('without a place to wait are those of the service alone', () => {
    const queue = mmck({ ratePerSecond: 40, serviceSeconds: 0.1, servers: 3, capacity: 3 })
    expect(queue.waitAt(0.999)).toBe(0)
    expectClose(queue.responseAt(0.99), 0.1 * Math.log(100), 1e-9)
  })

  test.each([1, 4, 100])('are those of M/M/c where there is room for all: %d servers', (servers) => {
    const station = { ratePerSecond: 0.8 * servers, serviceSeconds: 1, servers }
    const [limited, open] = [mmck({ ...station, capacity: servers + 400 }), mmc(station)]
    for (const p of [0.5, 0.95, 0.999]) {
      expectClose(limited.waitAt(p), open.waitAt(p), 1e-9)
      expectClose(limited.responseAt(p), open.responseAt(p), 1e-9)
    }
  })

  test('have the mean that the law has', () => {
    const queue = mmck({ ratePerSecond: 9, serviceSeconds: 1, servers: 4, capacity: 12 })
    const steps = 2000
    let sum = 0
    for (let step = 0; step < steps; step++) sum += queue.responseAt((step + 0.5) / steps) / steps
    expectClose(sum, queue.responseSeconds, 1e-3)
  })

  test('do not overflow with thousands of servers, also past what they can do', () => {
    for (const ratePerSecond of [3900, 4000, 8000]) {
      const queue = mmck({ ratePerSecond, serviceSeconds: 1, servers: 4000, capacity: 6000 })
      expect(queue.waitAt(0.99)).toBeLessThan(0.56)
      expect(queue.responseAt(0.99)).toBeGreaterThan(Math.log(100))
      expect(queue.responseAt(0.99)).toBeLessThan(Math.log(100) + 0.56)
    }
    // The last place is always taken at once: 2000 ends of service are to be waited for.
    expectClose(
      mmck({ ratePerSecond: 1e9, serviceSeconds: 1, servers: 4000, capacity: 6000 }).waitAt(0.5),
      0.5,
      1e-3,
    )
  })

  test('are finite where next to nobody is let in', () => {
    const queue = mmck({ ratePerSecond: 1e20, serviceSeconds: 1, servers: 2, capacity: 5 })
    expectClose(queue.effectiveRatePerSecond, 2, 1e-9)
    expectClose(queue.waitSeconds, 1.5, 1e-9)
    expect(queue.responseAt(0.5)).toBeGreaterThan(1.5)
  })

  test('weigh states that no double holds', () => {
    const station = { ratePerSecond: 2e100, serviceSeconds: 1, servers: 2 }
    expectClose(mmck({ ...station, capacity: 3 }).waitAt(0.5), Math.log(2) / 2, 1e-9)
    expectClose(mmck({ ...station, capacity: 2 }).effectiveRatePerSecond, 2, 1e-9)
  })

  test.each([1, -0.1, Number.NaN])('are none at %d', (p) => {
    const queue = mmck({ ratePerSecond: 9, serviceSeconds: 1, servers: 4, capacity: 12 })
    expect(() => queue.waitAt(p)).toThrow('The percentile')
    expect(() => queue.responseAt(p)).toThrow('The percentile')
  })
})

describe('percentiles of M/G/c', () => {
  test.each([1, 3, 40])('are exact where the service is exponential: %d servers', (servers) => {
    const station = { ratePerSecond: 0.7 * servers, serviceSeconds: 1, servers }
    const [general, exact] = [mgc({ ...station, serviceScv: 1 }), mmc(station)]
    expectClose(general.waitingShare, exact.erlangC, 1e-12)
    for (const p of [0.2, 0.9, 0.99]) {
      if (exact.waitAt(p) === 0) expect(general.waitAt(p)).toBe(0)
      else expectClose(general.waitAt(p), exact.waitAt(p), 1e-10)
      expectClose(general.responseAt(p), exact.responseAt(p), 1e-9)
    }
  })

  test('come with the means of Kimura, and of Pollaczek and Khinchine for one server', () => {
    const station = { ratePerSecond: 0.6, serviceSeconds: 1, serviceScv: 3 }
    expectClose(mgc({ ...station, servers: 1 }).waitSeconds, mg1(station).waitSeconds, 1e-12)
    expectClose(
      mgc({ ...station, ratePerSecond: 2.4, servers: 4 }).waitSeconds,
      kimura({ servers: 4, utilization: 0.6, serviceSeconds: 1, serviceScv: 3 }),
      1e-12,
    )
  })

  test.each([0, 0.3, 2.5, 10])('have about the mean that the law has, scv %d', (serviceScv) => {
    const queue = mgc({ ratePerSecond: 1.4, serviceSeconds: 1, servers: 2, serviceScv })
    const steps = 4000
    let [wait, response] = [0, 0]
    for (let step = 0; step < steps; step++) {
      wait += queue.waitAt((step + 0.5) / steps) / steps
      response += queue.responseAt((step + 0.5) / steps) / steps
    }
    expectClose(wait, queue.waitSeconds, 2e-3)
    expectClose(response, queue.responseSeconds, 2e-3)
  })

  test('of a constant service are that and the wait', () => {
    const queue = mgc({ ratePerSecond: 0.8, serviceSeconds: 1, servers: 1, serviceScv: 0 })
    for (const p of [0.5, 0.99]) expectClose(queue.responseAt(p), 1 + queue.waitAt(p), 1e-9)
    expectClose(
      mgc({ ratePerSecond: 0.1, serviceSeconds: 1, servers: 1, serviceScv: 0 }).responseAt(0.5),
      1,
      1e-12,
    )
  })

  test('of hundreds of servers with next to nothing to do are those of the service', () => {
    const queue = mgc({ ratePerSecond: 1e-3, serviceSeconds: 1, servers: 500, serviceScv: 0.25 })
    expect(queue.waitAt(0.999)).toBe(0)
    expectClose(queue.responseAt(0.99), 0.5 + 0.5 * Math.log(100), 1e-9)
  })

  test('refuse what is not stable, and what is no spread', () => {
    const station = { ratePerSecond: 4, serviceSeconds: 1, servers: 4 }
    expect(() => mgc({ ...station, serviceScv: 1 })).toThrow('not stable')
    expect(() => mgc({ ...station, servers: 5, serviceScv: -1 })).toThrow('coefficient of variation')
    expect(() => mgc({ ...station, servers: 5, serviceScv: 1 }).waitAt(1)).toThrow('The percentile')
  })
})

describe('percentiles of G/G/1', () => {
  test('are those of M/M/1 for random arrivals and exponential service', () => {
    const station = { ratePerSecond: 0.8, serviceSeconds: 1 }
    const [any, exact] = [gg1({ ...station, arrivalScv: 1, serviceScv: 1 }), mmc({ ...station, servers: 1 })]
    expectClose(any.waitSeconds, exact.waitSeconds, 1e-12)
    for (const p of [0.5, 0.99]) {
      expectClose(any.waitAt(p), exact.waitAt(p), 1e-10)
      expectClose(any.responseAt(p), exact.responseAt(p), 1e-9)
    }
  })

  test('grow with the bursts', () => {
    const station = { ratePerSecond: 0.8, serviceSeconds: 1, serviceScv: 1 }
    const [even, bursts] = [gg1({ ...station, arrivalScv: 0 }), gg1({ ...station, arrivalScv: 4 })]
    expectClose(bursts.waitAt(0.99) / even.waitAt(0.99), 5, 1e-12)
    const none = gg1({ ...station, serviceScv: 0, arrivalScv: 0 })
    expect([none.waitAt(0.99), none.responseAt(0.99)]).toEqual([0, 1])
    expect(() => gg1({ ...station, arrivalScv: -1 })).toThrow('of the arrivals')
    expect(() => gg1({ ...station, ratePerSecond: 1, arrivalScv: 1 })).toThrow('not stable')
  })
})

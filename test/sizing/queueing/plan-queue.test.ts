import { describe, expect, test } from 'vitest'
import { fitUsl, mmc, usl } from '../../../src/capacity/index.ts'
import { parseSlo, type SloTerm } from '../../../src/core/index.ts'
import { replicate, type ServiceModel } from '../../../src/simulation/index.ts'
import { knownService, measuredService, planQueue, type QueueingWish } from '../../../src/sizing/index.ts'
import { queueDoubts } from '../../../src/sizing/queueing/index.ts'
import { plain } from '../../simulation/models.ts'

function slo(text: string): SloTerm[] {
  const parsed = parseSlo(text)
  if (!parsed.ok) throw new Error(parsed.problem)
  return parsed.value
}

function wish(text: string, work: QueueingWish['work']): QueueingWish {
  return { slo: slo(text), requestsPerScan: 1, coresPerInstance: 4, work }
}

/** An instance of which the peak is at 20 at once. */
const curve = fitUsl(
  [1, 2, 4, 8, 12, 16, 24, 32].map((n, index) => ({
    concurrency: n,
    throughput: ((100 * n) / (1 + 0.05 * (n - 1) + 0.0024 * n * (n - 1))) * (1 + 0.004 * (-1) ** index),
  })),
)
const curved = (slots: number | null): QueueingWish['work'] => ({
  kind: 'curve',
  fit: curve,
  file: 'c.csv',
  slots,
})

/** The p-th percentile with so many instances behind one queue, in a simulation. */
function simulated(
  ratePerSecond: number,
  instances: number,
  slots: number,
  service: ServiceModel,
  p: number,
) {
  const answer = replicate(
    {
      ...plain,
      arrivals: { kind: 'poisson', ratePerSecond },
      service,
      fleet: { ...plain.fleet, instances, slots, distribution: 'shared' },
      durationSeconds: 30_000 / ratePerSecond,
      warmUpSeconds: 3000 / ratePerSecond,
    },
    { seed: 1, precision: 0.02, leastRuns: 8, mostRuns: 8 },
  ).responseAt(p)
  if (answer === null) throw new Error('nothing was answered')
  return answer
}

describe('the plan of a queue', () => {
  test.each<[string, number, number, ServiceModel & { meanSeconds: number }, number]>([
    ['p99<60ms', 900, 4, { kind: 'exponential', meanSeconds: 0.01 }, 0.01],
    ['p95<40ms', 300, 1, { kind: 'exponential', meanSeconds: 0.01 }, 0.02],
    ['p99<15ms', 500, 2, { kind: 'constant', meanSeconds: 0.01 }, 0.01],
    ['p95<60ms', 400, 1, { kind: 'lognormal', meanSeconds: 0.01, scv: 4 }, 0.01],
    ['p99<200ms', 60, 1, { kind: 'lognormal', meanSeconds: 0.01, scv: 2 }, 0.01],
    ['p99<100ms', 250, 2, { kind: 'lognormal', meanSeconds: 0.01, scv: 2 }, 0.01],
  ])(
    'for %s at %d/s meets it in simulation, and one instance fewer does not (%d slots, %j)',
    (text, rate, slots, service) => {
      const scv = service.kind === 'constant' ? 0 : service.kind === 'lognormal' ? service.scv : 1
      const plan = planQueue(
        wish(text, { kind: 'service', service: knownService(service.meanSeconds, scv), slots }),
        rate,
      )
      const [term] = slo(text)
      const p = term?.quantile ?? 0
      const limit = term?.value ?? 0
      expect(simulated(rate, plan.instances, slots, service, p).value).toBeLessThan(limit)
      expect(rate * service.meanSeconds).toBeLessThan(plan.instances * slots)
      const fewer = plan.instances - 1
      const isStable = rate * service.meanSeconds < fewer * slots
      // With too few the queue grows as long as it is simulated.
      if (isStable) expect(simulated(rate, fewer, slots, service, p).value).toBeGreaterThan(limit)
      else expect(rate * service.meanSeconds).toBeGreaterThanOrEqual(fewer * slots)
    },
  )

  test('from a curve meets its limit in simulation, and one instance fewer does not', () => {
    const plan = planQueue(wish('p99<120ms', curved(null)), 3000)
    const service: ServiceModel = { kind: 'exponential', meanSeconds: plan.service.meanSeconds }
    expect(simulated(3000, plan.instances, plan.slots, service, 0.99).value).toBeLessThan(0.12)
    const fewer = plan.instances - 1
    expect(
      3000 * plan.service.meanSeconds >= fewer * plan.slots ||
        simulated(3000, fewer, plan.slots, service, 0.99).value > 0.12,
    ).toBe(true)
    expect(plan.service.low).toBeLessThan(plan.service.meanSeconds)
    expect(plan.service.high).toBeGreaterThan(plan.service.meanSeconds)
    expect(plan.low).toBeLessThanOrEqual(plan.instances)
    expect(plan.high).toBeGreaterThanOrEqual(plan.instances)
    expect(plan.slots).toBeLessThanOrEqual(curve.peak?.concurrency ?? 0)
    expect(3000 / plan.instances).toBeLessThan(usl(curve).throughputAt(plan.slots))
  })

  test('from a curve chooses as many at once as make the fewest instances', () => {
    const best = planQueue(wish('p99<120ms', curved(null)), 3000)
    for (const slots of [1, 2, 5, 10, 15])
      expect(best.instances).toBeLessThanOrEqual(planQueue(wish('p99<120ms', curved(slots)), 3000).instances)
    expect(planQueue(wish('p99<120ms', curved(8)), 3000).slots).toBe(8)
  })

  test('is exact for exponential times, and keeps every limit', () => {
    const plan = planQueue(
      wish('p99<60ms, mean<=10.5ms', { kind: 'service', service: knownService(0.01, 1), slots: 1 }),
      100,
    )
    const queue = mmc({ ratePerSecond: 100, serviceSeconds: 0.01, servers: plan.instances })
    expect(plan.expected.map(({ value }) => value)).toEqual([
      expect.closeTo(queue.responseAt(0.99), 10),
      expect.closeTo(queue.responseSeconds, 10),
    ])
    expect(queue.responseSeconds).toBeLessThanOrEqual(0.0105)
    const fewer = mmc({ ratePerSecond: 100, serviceSeconds: 0.01, servers: plan.instances - 1 })
    expect(fewer.responseSeconds > 0.0105 || fewer.responseAt(0.99) >= 0.06).toBe(true)
  })

  test('hands on how well the service time is known', () => {
    const service = measuredService({
      meanSeconds: 0.01,
      low: 0.008,
      high: 0.012,
      quantile: (p) => 0.02 * p,
      because: 'measured',
    })
    const plan = planQueue(wish('p99<30ms', { kind: 'service', service, slots: 1 }), 1000)
    expect(service.scv).toBeCloseTo(1 / 3, 3)
    expect(plan.low).toBeLessThan(plan.instances)
    expect(plan.high).toBeGreaterThan(plan.instances)
    const [expected] = plan.expected
    expect(expected?.low).toBeLessThan(expected?.value ?? 0)
  })

  test('of no requests is one instance', () => {
    const plan = planQueue(wish('p99<60ms', { kind: 'service', service: knownService(0.01, 1), slots: 4 }), 0)
    expect(plan).toMatchObject({ instances: 1, utilization: 0 })
    expect(plan.expected[0]?.value).toBeCloseTo(0.01 * Math.log(100), 6)
  })
})

describe('what is to be said against a plan', () => {
  const said = (given: QueueingWish, rate: number) => queueDoubts(planQueue(given, rate), given).join()

  test('of a curve that was measured to less than half of it', () => {
    const short = fitUsl(
      [1, 2, 3, 4, 5, 6].map((n, index) => ({
        concurrency: n,
        throughput: ((100 * n) / (1 + 0.05 * (n - 1) + 0.0024 * n * (n - 1))) * (1 + 1e-5 * (-1) ** index),
      })),
    )
    const work = { kind: 'curve', fit: short, file: 'short.csv', slots: 15 } as const
    expect(said(wish('p99<1s', work), 100)).toContain('was measured up to 6 at once, and the plan goes to 15')
    expect(said(wish('p99<1s', work), 100)).toContain('peak of short.csv lies beyond twice')
    expect(said(wish('p99<1s', { ...work, slots: 5 }), 100)).not.toContain('the plan goes to')
  })

  test('of a queue that is nearly full', () => {
    const work = { kind: 'service', service: knownService(0.01, 1), slots: 1 } as const
    expect(said(wish('p99<1s', work), 995)).toContain('The queue is 99.5 % busy')
    expect(said(wish('p99<47ms', work), 100)).not.toContain('busy: with a little more')
  })

  test('of service times that are not known well enough', () => {
    const service = measuredService({
      meanSeconds: 0.01,
      low: 0.008,
      high: 0.016,
      quantile: (p) => 0.02 * p,
      because: 'measured',
    })
    const work = { kind: 'service', service, slots: 1 } as const
    expect(said(wish('p99<40ms', work), 1000)).toMatch(/only known so well that \d+ instances may be needed/)
    expect(said(wish('p99<25ms', work), 1000)).toContain('At the slow end of what was measured no number')
  })
})

describe('what no plan can do is refused:', () => {
  const straight = fitUsl([1, 2, 4, 8, 16, 24].map((n) => ({ concurrency: n, throughput: 10 * n })))
  test.each<[string, string, QueueingWish['work'], number, string]>([
    [
      'a limit below the service alone',
      'p99<40ms',
      { kind: 'service', service: knownService(0.01, 1), slots: 4 },
      10,
      'No number of instances keeps p99<40ms: without any queue the service alone takes 46.05 ms',
    ],
    [
      'a mean below the service',
      'mean<10ms',
      { kind: 'service', service: knownService(0.01, 0), slots: 4 },
      10,
      'No number of instances keeps mean<10ms',
    ],
    [
      'a limit below that of the curve',
      'p99<20ms',
      curved(null),
      10,
      'No number of instances keeps p99<20ms',
    ],
    [
      'more than can be counted',
      'p99<60ms',
      { kind: 'service', service: knownService(0.01, 1), slots: 1 },
      1e9,
      'more than a million slots',
    ],
    [
      'a curve without a known peak',
      'p99<1s',
      { kind: 'curve', fit: straight, file: 's.csv', slots: null },
      10,
      's.csv does not tell how much an instance carries',
    ],
    ['slots beyond the peak', 'p99<1s', curved(64), 10, '--slots 64 is beyond the peak of c.csv'],
  ])('%s', (_, text, work, rate, sentence) => {
    expect(() => planQueue(wish(text, work), rate)).toThrow(sentence)
  })
})

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OperatorError, type Prices, type Profile, type Range } from '../../src/core/index.ts'
import {
  decide,
  emitters,
  type Holding,
  type MeasuredCosts,
  resources,
  type SizeRequest,
  size,
} from '../../src/sizing/index.ts'
import { example, gib, january, lewis } from './lewis.ts'

// A billion is the most that the command line takes for a load.
const usual = [0, 1, 0.1, 1e-9, 5e-324, 1e9]
const absurd = [1e15, 1e300, 1.7e308, -1, Number.NaN, Number.POSITIVE_INFINITY]

/** Up to three values of an axis, some of them from `edges`. */
function axis(edges: number[]): fc.Arbitrary<Range> {
  const load = fc.oneof(
    { weight: 4, arbitrary: fc.double({ min: 0, max: 1e6, noNaN: true }) },
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 5000 }) },
    { weight: 2, arbitrary: fc.constantFrom(...edges) },
  )
  return fc.array(load, { minLength: 1, maxLength: 3 }).map((values) => ({
    count: values.length,
    at: (index: number) => values[index] ?? Number.NaN,
    largest: Math.max(...values),
  }))
}

const amount = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e12, noNaN: true }))
const share = fc.double({ min: 0.01, max: 1, noNaN: true })
const costs: fc.Arbitrary<MeasuredCosts> = fc.record({
  cpuSecondsPerScan: amount,
  memoryPerUserBytes: amount,
  baseMemoryBytes: amount,
  storagePerDayBytes: amount,
  networkPerScanBits: amount,
})
const sized = fc.record({
  cpuCores: fc.double({ min: 0.001, max: 1000, noNaN: true }),
  memoryBytes: fc.double({ min: 1e6, max: 1e13, noNaN: true }),
})
const tier = fc.record({
  cpuCores: fc.double({ min: 0.001, max: 1000, noNaN: true }),
  memoryBytes: fc.double({ min: 1e6, max: 1e13, noNaN: true }),
  storageBytes: fc.double({ min: 1e6, max: 1e15, noNaN: true }),
  networkBitsPerSecond: fc.double({ min: 1, max: 1e15, noNaN: true }),
})
const prices: fc.Arbitrary<Prices> = fc.record(
  {
    currency: fc.constant('EUR'),
    period: fc.constant('month'),
    cpuCore: amount,
    memoryGib: amount,
    storageGib: amount,
    networkMbps: amount,
    instances: fc.dictionary(fc.constantFrom('8c16g', '4c8g'), amount),
  },
  { requiredKeys: ['currency', 'period'] },
)
const profile: fc.Arbitrary<Profile> = fc
  .record({
    tiers: fc.option(fc.dictionary(fc.constantFrom('small', 'medium', 'large'), tier), { nil: undefined }),
    prices: fc.option(prices, { nil: undefined }),
    quota: fc.option(fc.record({ pods: fc.nat(), container: sized, limits: sized, requests: sized }), {
      nil: undefined,
    }),
    targets: fc.record({ cpu: share, memory: share, storage: share, network: share }, { requiredKeys: [] }),
    whole: fc.boolean(),
  })
  .map(({ tiers, prices, quota, targets, whole }) => ({
    ...(whole ? lewis : { name: 'any', source: 'any.yaml' }),
    ...(tiers === undefined ? {} : { tiers }),
    ...(prices === undefined ? {} : { prices }),
    ...(quota === undefined ? {} : { quota }),
    sizing: { targetUtilization: targets },
  }))
const holding: fc.Arbitrary<Holding> = fc.oneof(
  fc.record({ ok: fc.constant(true as const), value: amount, because: fc.constant('it says so') }),
  fc.constant({ ok: false as const, reason: 'absent' }),
)
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
/** Requests for loads some of which are from `edges`. */
function requests(edges: number[]): fc.Arbitrary<SizeRequest> {
  return fc.record({
    axes: fc.record({
      scansPerHour: axis(edges),
      concurrentUsers: axis(edges),
      dataRetentionDays: axis(edges),
    }),
    networkIntensive: fc.boolean(),
    profile,
    costs: fc.oneof(costs, fc.constant({})),
    model: optional(fc.constantFrom('guide' as const, 'demand' as const, 'both' as const)),
    instance: optional(
      fc.record({
        text: fc.constant('8c16g'),
        shape: sized,
        redundancy: fc.record({
          spare: fc.integer({ min: 0, max: 3 }),
          zones: fc.integer({ min: 1, max: 4 }),
        }),
      }),
    ),
    growth: optional(
      fc.record({
        growth: fc.record({
          text: fc.constant('any/month'),
          // JSON knows no -0.
          monthlyRatio: fc.double({ min: -1, max: 10, noNaN: true }).map((ratio) => ratio + 0),
        }),
        months: fc.integer({ min: 0, max: 24 }),
      }),
    ),
    capacity: optional(tier),
    host: optional(fc.record({ cpu: holding, memory: holding, storage: holding, network: holding })),
    nowMs: fc.constant(january),
  })
}

/** Every number in `value`, with the path to it. */
function numbersIn(value: unknown, path = ''): [string, number][] {
  if (typeof value === 'number') return [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => numbersIn(item, `${path}.${key}`))
}

/** The result of `attempt`, or null where it was refused as an operator's mistake. */
function answered<T>(attempt: () => T): T | null {
  try {
    return attempt()
  } catch (error) {
    if (error instanceof OperatorError) return null
    throw error
  }
}

describe('whatever is asked', () => {
  it('size answers in finite numbers, or says what is wrong', () => {
    let answers = 0
    fc.assert(
      fc.property(requests([...usual, ...absurd]), (request) => {
        const outcome = answered(() => size(request))
        if (outcome === null) return
        answers += 1
        for (const [path, value] of numbersIn(outcome)) {
          if (!Number.isFinite(value)) throw new Error(`${path} is ${value}`)
        }
        for (const { key } of resources) expect(outcome.data.need[key].value).toBeGreaterThanOrEqual(0)
        if (request.instance !== undefined) expect(outcome.data.instances).toBeGreaterThanOrEqual(1)
        expect(JSON.parse(JSON.stringify(outcome.data))).toEqual(outcome.data)
      }),
      { numRuns: 10_000 },
    )
    expect(answers).toBeGreaterThan(2000)
  })

  it('every file can be emitted, or says what is wrong', () => {
    fc.assert(
      fc.property(requests(usual), fc.constantFrom(...emitters), (request, emitter) => {
        const emission = answered(() => emitter.emit(decide(request), request.profile))
        if (emission === null) return
        expect(JSON.stringify(emission)).not.toMatch(/NaN|Infinity|null|undefined/)
      }),
      { numRuns: 2000 },
    )
  })

  it.each(['scansPerHour', 'concurrentUsers', 'dataRetentionDays'] as const)(
    'more %s never need less',
    (name) => {
      const amounts = fc.double({ min: 0, max: 1e9, noNaN: true })
      fc.assert(
        fc.property(amounts, amounts, fc.oneof(costs, fc.constant({})), (one, other, unitCosts) => {
          const needFor = (value: number) => {
            const single = (number: number) => ({ count: 1, at: () => number, largest: number })
            const workload = { ...example, [name]: value }
            const axes = {
              scansPerHour: single(workload.scansPerHour),
              concurrentUsers: single(workload.concurrentUsers),
              dataRetentionDays: single(workload.dataRetentionDays),
            }
            return decide({ axes, networkIntensive: false, profile: lewis, costs: unitCosts, nowMs: january })
              .need
          }
          const [less, more] = [needFor(Math.min(one, other)), needFor(Math.max(one, other))]
          for (const { key } of resources) expect(more[key]).toBeGreaterThanOrEqual(less[key])
        }),
        { numRuns: 1000 },
      )
    },
  )

  it('more redundancy never takes fewer instances', () => {
    fc.assert(
      fc.property(sized, fc.integer({ min: 0, max: 5 }), (shape, spare) => {
        const total = (count: number) => {
          const single = { count: 1, at: () => 100, largest: 100 }
          const axes = { scansPerHour: single, concurrentUsers: single, dataRetentionDays: single }
          const wish = { text: 'any', shape, redundancy: { spare: count, zones: 1 } }
          const request = { axes, networkIntensive: false, profile: lewis, costs: {}, nowMs: january }
          return decide({ ...request, instance: wish }).instances?.total ?? 0
        }
        expect(total(spare + 1)).toBe(total(spare) + 1)
        expect(total(0)).toBeGreaterThanOrEqual((404 * gib) / Math.max(shape.memoryBytes, 404 * gib))
      }),
      { numRuns: 200 },
    )
  })
})

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

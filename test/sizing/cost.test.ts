import { describe, expect, it } from 'vitest'
import type { Prices } from '../../src/core/index.ts'
import { costOf } from '../../src/sizing/cost.ts'
import { planInstances } from '../../src/sizing/index.ts'
import { gib } from './lewis.ts'

const need = { cpuCores: 22, memoryBytes: 44 * gib, storageBytes: 100 * gib, networkBitsPerSecond: 200e6 }
const money = { currency: 'EUR', period: 'month' }
const whole: Prices = { ...money, cpuCore: 10, memoryGib: 2, storageGib: 0.25, networkMbps: 0.5 }
const shape = { cpuCores: 8, memoryBytes: 16 * gib }
const load = { cpuCores: 22, sharedMemoryBytes: 44 * gib, memoryPerInstanceBytes: 0 }
const plan = { instances: planInstances(load, shape, { spare: 1, zones: 1 }), shape: '8c16g' }

describe('the cost of a need', () => {
  it('adds what each resource costs', () => {
    expect(costOf(need, whole)).toEqual({
      total: { value: 433, unit: 'money:EUR/month' },
      because: '22 cores x 10 + 44 GiB memory x 2 + 100 GiB storage x 0.25 + 200 Mbit/s x 0.5',
    })
  })

  it.each<[keyof Prices, number, string]>([
    ['cpuCore', 44, '22 cores x 2; not priced: GiB memory, GiB storage, Mbit/s'],
    ['memoryGib', 88, '44 GiB memory x 2; not priced: cores, GiB storage, Mbit/s'],
    ['storageGib', 200, '100 GiB storage x 2; not priced: cores, GiB memory, Mbit/s'],
    ['networkMbps', 400, '200 Mbit/s x 2; not priced: cores, GiB memory, GiB storage'],
  ])('is %s alone where nothing else is priced, and names the rest', (key, value, because) => {
    expect(costOf(need, { ...money, [key]: 2 })).toEqual({
      total: { value, unit: 'money:EUR/month' },
      because,
    })
  })

  it('may be free, which is not the same as unknown', () => {
    expect(costOf(need, { ...whole, cpuCore: 0 })?.because).toMatch(/^22 cores x 0 \+ (?!.*not priced)/)
    expect(costOf(need, { ...money, cpuCore: 0 })?.total.value).toBe(0)
    expect(costOf(need, money)).toBeNull()
    expect(costOf(need, undefined)).toBeNull()
  })

  it('shows five digits of what it multiplies', () => {
    const prices: Prices = { ...whole, cpuCore: 10 }
    const because = costOf({ ...need, cpuCores: 1.78571428571429 }, prices)?.because
    expect(because?.split(' + ')[0]).toBe('1.7857 cores x 10')
  })

  it('beyond all numbers is refused', () => {
    expect(() => costOf({ ...need, cpuCores: 1e300 }, { ...money, cpuCore: 1e10 })).toThrow(
      expect.objectContaining({
        name: 'OperatorError',
        sentence: 'The cost is beyond all numbers, got Infinity EUR.',
        hint: 'Give a smaller workload, or correct the prices in the profile.',
      }),
    )
  })
})

describe('the cost of instances', () => {
  it('is their own price, with storage and network beside it', () => {
    expect(costOf(need, { ...whole, instances: { '8c16g': 100, '4c8g': 1 } }, plan)).toEqual({
      total: { value: 525, unit: 'money:EUR/month' },
      because: '4 8c16g instances x 100 + 100 GiB storage x 0.25 + 200 Mbit/s x 0.5',
    })
  })

  it('is that of all their cores and memory, spare ones included, where they have no price', () => {
    expect(costOf(need, { ...whole, instances: { '4c8g': 1 } }, plan)).toEqual({
      total: { value: 573, unit: 'money:EUR/month' },
      because: '32 cores x 10 + 64 GiB memory x 2 + 100 GiB storage x 0.25 + 200 Mbit/s x 0.5',
    })
    expect(costOf(need, { ...money, memoryGib: 2 }, plan)?.because).toBe(
      '64 GiB memory x 2; not priced: cores, GiB storage, Mbit/s',
    )
  })

  it('covers cores and memory, so that only storage and network may be unpriced beside it', () => {
    expect(costOf(need, { ...money, instances: { '8c16g': 100 } }, plan)).toEqual({
      total: { value: 400, unit: 'money:EUR/month' },
      because: '4 8c16g instances x 100; not priced: GiB storage, Mbit/s',
    })
  })

  it.each([
    ['8c16g', '8C16GiB'],
    ['8c16g', '8.0c16384MiB'],
    ['8C16GiB', '8c16g'],
    ['8000mc16g', '8c16g'],
  ])('of %s is found under %s: the same shape, spelled otherwise', (wanted, priced) => {
    const prices = { ...whole, instances: { 'not a shape': 1, '8c8g': 2, '4c16g': 3, [priced]: 100 } }
    expect(costOf(need, prices, { ...plan, shape: wanted })).toEqual({
      total: { value: 525, unit: 'money:EUR/month' },
      because: `4 ${wanted} instances x 100 + 100 GiB storage x 0.25 + 200 Mbit/s x 0.5`,
    })
  })

  it.each(['8c16GB', '8c8g', '4c16g'])('is not that of %s, which is another shape', (priced) => {
    expect(costOf(need, { ...money, instances: { [priced]: 100 } }, plan)).toBeNull()
  })

  it('of other shapes alone is not known', () => {
    expect(costOf(need, { ...money, instances: { '4c8g': 1 } }, plan)).toBeNull()
  })
})

import { describe, expect, it } from 'vitest'
import { resources } from '../../src/sizing/index.ts'
import { assertNeed, shortages, withUnits } from '../../src/sizing/need.ts'

const need = { cpuCores: 4, memoryBytes: 8, storageBytes: 16, networkBitsPerSecond: 32 }

describe('a need', () => {
  it('speaks of four resources, always in this order', () => {
    expect(resources.map(({ name, title }) => `${name}: ${title}`)).toEqual([
      'cpu: CPU',
      'memory: Memory',
      'storage: Storage',
      'network: Network',
    ])
  })

  it('carries its units', () => {
    expect(withUnits(need)).toEqual({
      cpuCores: { value: 4, unit: 'cores' },
      memoryBytes: { value: 8, unit: 'bytes' },
      storageBytes: { value: 16, unit: 'bytes' },
      networkBitsPerSecond: { value: 32, unit: 'bits-per-second' },
    })
    for (const { key, unit } of resources) expect(withUnits(need)[key].unit).toBe(unit)
  })

  it('is short of what a capacity states and does not hold', () => {
    const names = (capacity: Partial<typeof need>) => shortages(need, capacity).map(({ name }) => name)
    expect(names(need)).toEqual([])
    expect(names({})).toEqual([])
    expect(names({ cpuCores: 3.999, networkBitsPerSecond: 31 })).toEqual(['cpu', 'network'])
    expect(names({ memoryBytes: 7, storageBytes: 0 })).toEqual(['memory', 'storage'])
  })

  it('is finite', () => {
    expect(assertNeed(need)).toBe(need)
    expect(() => assertNeed({ ...need, storageBytes: Number.POSITIVE_INFINITY })).toThrow(
      expect.objectContaining({
        name: 'OperatorError',
        sentence: 'The workload is too large to be sized, got Infinity for storageBytes.',
        hint: 'Give a smaller workload, or correct the unit costs and factors.',
      }),
    )
    expect(() => assertNeed({ ...need, cpuCores: Number.NaN })).toThrow('got NaN for cpuCores.')
  })
})

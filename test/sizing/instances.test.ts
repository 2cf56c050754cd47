import { describe, expect, it } from 'vitest'
import { planInstances } from '../../src/sizing/index.ts'
import { gib } from './lewis.ts'

const guide = { cpuCores: 22, sharedMemoryBytes: 44 * gib, memoryPerInstanceBytes: 0 }
const shape = (cpuCores: number, memoryGib: number) => ({ cpuCores, memoryBytes: memoryGib * gib })

describe('instances', () => {
  it.each([
    // shape, spare, zones: total, per zone, surviving; 22 cores and 44 GiB
    ['as many as the CPU needs', shape(8, 64), 0, 1, 3, 3, 3, 'cpu'],
    ['as many as the memory needs', shape(64, 16), 0, 1, 3, 3, 3, 'memory'],
    ['one more that may fail', shape(8, 16), 1, 1, 4, 4, 3, 'cpu'],
    ['enough in two zones when one of three is lost', shape(8, 16), 1, 3, 6, 2, 4, 'cpu'],
    ['enough in each of two zones', shape(8, 16), 1, 2, 6, 3, 3, 'cpu'],
    ['spread over zones none of which may fail', shape(8, 16), 0, 3, 3, 1, 3, 'cpu'],
    // 22 / 5.5 = 4 fills two zones; rounding each instance first would buy a third a zone.
    ['redundant before they are rounded', shape(5, 64), 1, 3, 9, 3, 6, 'cpu'],
    ['redundant before they are rounded, where it fits', shape(5.5, 64), 1, 3, 6, 2, 4, 'cpu'],
    ['at least one a zone', shape(100, 100), 1, 3, 3, 1, 2, 'memory'],
  ] as const)('are %s', (_, wanted, spare, zones, total, perZone, surviving, binding) => {
    expect(planInstances(guide, wanted, { spare, zones })).toMatchObject({
      total,
      perZone,
      surviving,
      binding,
      shape: wanted,
      zones,
      spare,
    })
  })

  it('are counted before rounding by CPU and by memory', () => {
    expect(planInstances(guide, shape(8, 32), { spare: 0, zones: 1 })).toMatchObject({
      byCpu: 2.75,
      byMemory: 1.375,
      binding: 'cpu',
    })
    expect(planInstances(guide, shape(2, 4), { spare: 0, zones: 1 })).toMatchObject({
      byCpu: 11,
      byMemory: 11,
      binding: 'cpu',
    })
  })

  it('each pay for their own base memory', () => {
    const demand = { cpuCores: 1, sharedMemoryBytes: 12 * gib, memoryPerInstanceBytes: 2 * gib }
    expect(planInstances(demand, shape(8, 8), { spare: 0, zones: 1 })).toMatchObject({
      byMemory: 2,
      total: 2,
    })
    // Shared once, 14 GiB in instances of 4 would be 4; with 2 GiB of base in each they are 6.
    expect(planInstances(demand, shape(8, 4), { spare: 0, zones: 1 }).total).toBe(6)
  })

  it.each([2, 1])('of %d GiB cannot hold 2 GiB of base memory', (memoryGib) => {
    const demand = { cpuCores: 1, sharedMemoryBytes: gib, memoryPerInstanceBytes: 2 * gib }
    expect(() => planInstances(demand, shape(8, memoryGib), { spare: 0, zones: 1 })).toThrow(
      expect.objectContaining({
        name: 'OperatorError',
        sentence: expect.stringMatching(
          new RegExp(
            `^An instance cannot hold its own base memory of 2 GiB, in --instance.*, got ${memoryGib} GiB\\.$`,
          ),
        ),
        hint: 'Choose a shape with more memory.',
      }),
    )
  })

  it('are at least one, even for nothing', () => {
    const nothing = { cpuCores: 0, sharedMemoryBytes: 0, memoryPerInstanceBytes: 0 }
    expect(planInstances(nothing, shape(8, 16), { spare: 0, zones: 1 }).total).toBe(1)
  })

  it('are refused when no zone would be left', () => {
    expect(() => planInstances(guide, shape(8, 16), { spare: 2, zones: 2 })).toThrow(
      '2 zones cannot lose 2 of them and still run, got n+2 in 2 zones.',
    )
  })

  it.each([
    [0, 1, '2.75 instances by CPU, rounded up; none may fail'],
    [1, 1, '2.75 instances by CPU, rounded up, and 1 that may fail'],
    [0, 3, '2.75 instances by CPU, spread over 3 zones: 1 in each; no zone may fail'],
    [1, 3, '2.75 instances by CPU, to be carried by 2 of 3 zones: 2 in each'],
  ])('with n+%d in %d zones say why', (spare, zones, because) => {
    expect(planInstances(guide, shape(8, 16), { spare, zones }).because).toBe(because)
  })

  it('name the memory where it binds', () => {
    expect(planInstances(guide, shape(8, 8), { spare: 0, zones: 1 }).because).toBe(
      '5.5 instances by memory, rounded up; none may fail',
    )
  })
})

import { describe, expect, it } from 'vitest'
import { guideFactors } from '../../src/sizing/index.ts'
import { guideModel } from '../../src/sizing/model.ts'
import { planWorkload } from '../../src/sizing/workload-plan.ts'
import { example, gib } from './lewis.ts'

const model = guideModel(guideFactors)
const prices = { currency: 'EUR', period: 'month', cpuCore: 10, instances: { '8c16g': 100 } }
const instance = {
  text: '8c16g',
  shape: { cpuCores: 8, memoryBytes: 16 * gib },
  redundancy: { spare: 1, zones: 1 },
}

describe('the plan of one workload', () => {
  it('is its need, and nothing that was not asked for', () => {
    expect(planWorkload(example, { model })).toEqual({
      need: model.need(example),
      instances: null,
      cost: null,
    })
  })

  it('has as many instances of the shape asked for as carry it', () => {
    expect(planWorkload(example, { model, instance })).toMatchObject({
      instances: { total: 4, surviving: 3 },
      cost: null,
    })
  })

  it('is priced by its need, or by its instances where there are some', () => {
    expect(planWorkload(example, { model, prices }).cost?.total.value).toBe(220)
    expect(planWorkload(example, { model, prices, instance }).cost?.total.value).toBe(400)
  })
})

import { describe, expect, test } from 'vitest'
import { stableBand } from '../../src/scaling/index.ts'

describe('the stable band', () => {
  const hpa = {
    minReplicas: 1,
    maxReplicas: 20,
    targetUtilization: 80,
    tolerance: { down: 0.1, up: 0.1 },
    scaleUp: null,
    scaleDown: null,
  }

  test('holds every count that the autoscaler leaves as it is', () => {
    // 3 pods at 68 % of their request, target 80 %: none can go, though they are below it.
    expect(stableBand(2040, 1000, hpa)).toEqual({ least: 3, most: 3 })
    // 88.9 % are 88 %, which is within a tenth of 80 %.
    expect(stableBand(8000, 1000, hpa)).toEqual({ least: 9, most: 11 })
    expect(stableBand(0, 1000, { ...hpa, minReplicas: 2 })).toEqual({ least: 2, most: 2 })
  })
})

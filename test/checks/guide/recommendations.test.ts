import { describe, expect, it } from 'vitest'
import { guideRecommendations } from '../../../src/checks/guide/index.ts'
import { OperatorError } from '../../../src/core/index.ts'
import golden from '../../golden/guide-recommendations.json' with { type: 'json' }

describe("the guide's own generate_recommendations, run as printed", () => {
  it.each(golden.cases.map((one) => [JSON.stringify(one.system_resources), one] as const))(
    'answers %s',
    (_, { system_resources: resources, expected }) => {
      expect(
        guideRecommendations({
          cpuUsagePercent: resources.cpu_usage_percent,
          memoryUsagePercent: resources.memory_usage_percent,
          diskUsagePercent: resources.disk_usage_percent,
        }),
      ).toEqual(expected)
    },
  )

  it('has cases to answer', () => {
    expect(golden.cases.length).toBeGreaterThanOrEqual(10)
  })
})

describe('recommendations of the guide', () => {
  const calm = { cpuUsagePercent: 0, memoryUsagePercent: 0, diskUsagePercent: 0 }

  it.each([
    [{ cpuUsagePercent: 80 }, []],
    [{ cpuUsagePercent: 80.1 }, [expect.stringContaining('CPU')]],
    [{ memoryUsagePercent: 85 }, []],
    [{ memoryUsagePercent: 85.1 }, [expect.stringContaining('memory')]],
    [{ diskUsagePercent: 90 }, []],
    [{ diskUsagePercent: 90.1 }, [expect.stringContaining('Disk')]],
  ])('of %j', (usage, expected) => {
    expect(guideRecommendations({ ...calm, ...usage })).toEqual(expected)
  })

  it.each([
    { cpuUsagePercent: Number.NaN },
    { memoryUsagePercent: Number.POSITIVE_INFINITY },
    { diskUsagePercent: null as never },
    { diskUsagePercent: '95' as never },
  ])('%j is refused', (usage) => {
    expect(() => guideRecommendations({ ...calm, ...usage })).toThrow(OperatorError)
  })

  it.each([null, undefined])('%s is refused', (usage) => {
    expect(() => guideRecommendations(usage as never)).toThrow(
      'cpuUsagePercent must be a finite number of percent, got undefined.',
    )
  })
})

import { describe, expect, it } from 'vitest'
import { guideAlert, guideAlertThresholds } from '../../../src/checks/guide/index.ts'
import { OperatorError } from '../../../src/core/index.ts'
import golden from '../../golden/guide-alerts.json' with { type: 'json' }

describe("the guide's own PerformanceAlerting, run as printed", () => {
  it.each(golden.cases.map((one) => [JSON.stringify(one), one] as const))(
    'answers %s',
    (_, { metric, value, threshold, expected }) => {
      expect(guideAlert(metric, value, threshold)).toEqual(expected)
    },
  )

  it('has cases of every metric', () => {
    expect(new Set(golden.cases.map(({ metric }) => metric))).toEqual(
      new Set(Object.keys(guideAlertThresholds)),
    )
    for (const { metric, threshold } of golden.cases) expect(guideAlertThresholds[metric]).toBe(threshold)
  })
})

describe('an alert of the guide', () => {
  it.each([
    [100, false, null],
    [100.01, true, 'low'],
    [109.99, true, 'low'],
    [110, true, 'medium'],
    [119.99, true, 'medium'],
    [120, true, 'high'],
    [149.99, true, 'high'],
    [150, true, 'critical'],
  ])('at %d of 100: fires %s, severity %s', (value, fires, severity) => {
    expect(guideAlert('cpu_usage', value, 100)).toMatchObject({ fires, severity })
  })

  it.each([
    ['cpu_usage', 90.125, 85, 'cpu_usage is 90.12, exceeding threshold of 85'],
    ['cpu_usage', 90.375, 85.5, 'cpu_usage is 90.38, exceeding threshold of 85.5'],
    ['response_time', 6, 5, 'response_time is 6.00, exceeding threshold of 5.0'],
    ['response_time', 6, 0.5, 'response_time is 6.00, exceeding threshold of 0.5'],
    ['error_rate', 1e17, 1e16, 'error_rate is 100000000000000000.00, exceeding threshold of 1e+16'],
    [
      'disk_usage',
      2e22,
      1e21,
      'disk_usage is 20000000000000000000000.00, exceeding threshold of 1000000000000000000000',
    ],
    ['queue', 0.00002, 0.00001, 'queue is 0.00, exceeding threshold of 1e-05'],
    ['cpu_usage', -0.5, -1, 'cpu_usage is -0.50, exceeding threshold of -1'],
  ])('%s at %d over %d says: %s', (metric, value, threshold, message) => {
    expect(guideAlert(metric, value, threshold).message).toBe(message)
  })

  it('below nothing does not fire', () => {
    expect(guideAlert('cpu_usage', 0, 0)).toEqual({ fires: false, severity: null, message: null })
  })

  it.each([
    ['cpu_usage', Number.NaN, 85],
    ['cpu_usage', Number.POSITIVE_INFINITY, 85],
    ['cpu_usage', 90, Number.NaN],
    ['cpu_usage', 90, Number.NEGATIVE_INFINITY],
    ['cpu_usage', 90, 0],
    ['', 90, 85],
    [undefined as never, 90, 85],
    ['cpu_usage', '90' as never, 85],
  ])('%s of %s over %s is refused', (metric, value, threshold) => {
    expect(() => guideAlert(metric, value, threshold)).toThrow(OperatorError)
  })

  it('says which number it was', () => {
    expect(() => guideAlert('cpu_usage', 90, Number.NaN)).toThrow(
      'The threshold of cpu_usage must be a finite number, got NaN.',
    )
  })
})

import { describe, expect, test } from 'vitest'
import { severityOf, severityOfRatio } from '../../src/alerting/index.ts'
import type { AlertRuleTexts } from '../../src/core/index.ts'
import { rule } from './ticks.ts'

test.each([
  [1, 'low'],
  [1.0999, 'low'],
  [1.1, 'medium'],
  [1.1999, 'medium'],
  [1.2, 'high'],
  [1.4999, 'high'],
  [1.5, 'critical'],
  [Number.POSITIVE_INFINITY, 'critical'],
])('%d times the limit is %s, as in the guide', (ratio, severity) => {
  expect(severityOfRatio(ratio)).toBe(severity)
})

describe('the severity of a value', () => {
  test.each<[string, AlertRuleTexts, number, string]>([
    ['is by how many times too much it is', { above: '10' }, 12, 'high'],
    ['is by how many times too little it is', { below: '12' }, 10, 'high'],
    ['is the worst where nothing is left', { below: '1' }, 0, 'critical'],
    ['is the worst where nothing was allowed', { above: '0' }, 1, 'critical'],
    ['is what the rule says', { above: '10', severity: 'medium' }, 1000, 'medium'],
    [
      'is by the ratios of the rule',
      { above: '10', severityRatios: { medium: 1, high: 2, critical: 3 } },
      10.1,
      'medium',
    ],
    [
      'is by the ratios of the rule, both of them',
      { above: '10', severityRatios: { medium: 1, high: 2, critical: 3 } },
      20,
      'high',
    ],
    ['of 1.02 over 0.85 is that of 102 over 85', { metric: 'cpu.usage', above: '85%' }, 1.02, 'high'],
    ['of 1.14 over 0.95 is that of 114 over 95', { metric: 'cpu.usage', above: '95%' }, 1.14, 'high'],
  ])('%s', (_, texts, value, severity) => {
    expect(severityOf(rule(texts), value)).toBe(severity)
  })
})

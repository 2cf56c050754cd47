import { describe, expect, test } from 'vitest'
import { alertRules } from '../../src/alerting/index.ts'
import { type AlertRuleTexts, OperatorError } from '../../src/core/index.ts'

describe('the rules of a profile', () => {
  const named = (alerts: Record<string, AlertRuleTexts>, id: string) =>
    alertRules({ name: 'p', alerts }).find((rule) => rule.id === id)

  test('come after those that are built in', () => {
    const ids = alertRules({ name: 'p', alerts: { mine: { metric: 'a', above: '1' } } }).map(({ id }) => id)
    expect(ids.at(-1)).toBe('mine')
    expect(ids).toContain('pressure.cpu')
  })

  test('change a built-in one key by key, and its limit together with where it clears', () => {
    const own = named({}, 'pressure.cpu')
    expect(
      named({ 'pressure.cpu': { labels: { team: 'ops' }, delay: { downSeconds: 5 } } }, 'pressure.cpu'),
    ).toEqual({
      ...own,
      labels: { team: 'ops' },
      delay: { downSeconds: 5, multiplier: 1.5, maximumSeconds: 600 },
    })
    expect(named({ 'pressure.cpu': { above: '40%' } }, 'pressure.cpu')).toEqual({
      ...own,
      raise: 0.4,
      clear: 0.4,
    })
    expect(named({ 'pressure.cpu': { clear: '5%' } }, 'pressure.cpu')).toEqual({ ...own, clear: 0.05 })
    expect(
      named({ 'pressure.cpu': { severityRatios: { critical: 2 } } }, 'pressure.cpu')?.severityRatios,
    ).toEqual({
      medium: 1,
      high: 1.75,
      critical: 2,
    })
    expect(named({ 'pressure.cpu': { below: '1%' } }, 'pressure.cpu')).toMatchObject({
      direction: 'below',
      raise: 0.01,
    })
  })

  test('switch one off, whatever else it says', () => {
    expect(named({ 'pressure.cpu': { off: true } }, 'pressure.cpu')).toBeUndefined()
    expect(named({ mine: { off: true } }, 'mine')).toBeUndefined()
    expect(named({ mine: { off: false, metric: 'a', above: '1' } }, 'mine')).toMatchObject({ raise: 1 })
  })

  test('are refused with the way to what is wrong', () => {
    const refused = () =>
      alertRules({ name: 'mine', alerts: { queue: { metric: 'a', above: '5', delay: { multiplier: 0 } } } })
    expect(refused).toThrow(OperatorError)
    expect(refused).toThrow('alerts.queue.delay.multiplier of profile mine is less than 1.')
  })
})

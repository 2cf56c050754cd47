import { describe, expect, test } from 'vitest'
import {
  type FleetSettings,
  foreignObjections,
  historyObjections,
  objections,
} from '../../../src/scaling/index.ts'

const gib = 2 ** 30
const pods = (replicas: number, cpuRequestMilli = 500, memoryRequestBytes = gib): FleetSettings => ({
  cpuRequestMilli,
  cpuLimitMilli: null,
  memoryRequestBytes,
  memoryLimitBytes: null,
  replicas,
  autoscaler: null,
})
const scaled = (minReplicas: number, maxReplicas: number, cpuRequestMilli = 500): FleetSettings => ({
  ...pods(minReplicas, cpuRequestMilli),
  autoscaler: {
    metric: 'cpu',
    minReplicas,
    maxReplicas,
    targetUtilization: 70,
    tolerance: { up: 0.1, down: 0.1 },
    scaleUp: null,
    scaleDown: null,
  },
})
const needs = (
  now: FleetSettings,
  next: FleetSettings,
  budgets: Parameters<typeof objections>[3] = [],
  downAtMost = 0.5,
): string[] => objections('app', now, next, budgets, downAtMost).map((one) => one.needs)

describe('what has to be allowed', () => {
  test.each<[string, FleetSettings, FleetSettings, string[]]>([
    ['as many pods', pods(4), pods(4), []],
    ['half of the pods', pods(4), pods(2), []],
    ['less than half of the pods', pods(4), pods(1), ['scale-down']],
    ['fewer pods that are as much larger', pods(4), pods(2, 1000, 2 * gib), []],
    ['a smaller request', pods(4), pods(4, 240), ['scale-down']],
    ['a smaller memory', pods(4), pods(4, 500, 0.4 * gib), ['scale-down']],
    ['no pods', pods(4), pods(0), ['zero']],
    ['no pods as before', pods(0), pods(0), []],
    ['a lower minimum', scaled(5, 20), scaled(2, 20), ['scale-down']],
    ['a lower maximum', scaled(3, 20), scaled(3, 9), ['scale-down']],
    ['a lower maximum of larger pods', scaled(3, 20), scaled(3, 10, 1000), []],
    ['an autoscaler in place of a number', pods(4), scaled(2, 8), []],
  ])('%s', (_, now, next, expected) => {
    expect(needs(now, next)).toEqual(expected)
  })

  test('the loss is measured by its limit, and named', () => {
    expect(needs(pods(4), pods(3), [], 0.2)).toEqual(['scale-down'])
    expect(needs(pods(4), pods(3), [], 0.25)).toEqual([])
    const [one] = objections('app', pods(4), pods(1), [], 0.5)
    expect(one?.because).toMatch(/^app loses 75 % of the CPU that it has at least, more than 50 %/)
  })

  test.each<[number | string | null, number | string | null, number, string[]]>([
    [2, null, 3, []],
    [2, null, 2, ['budget']],
    ['50%', null, 2, []],
    ['100%', null, 2, ['budget']],
    [null, 1, 1, []],
    [null, '10%', 3, []],
    [null, 0, 3, ['budget']],
  ])(
    'a budget of at least %s or at most %s gone, with %d pods',
    (minAvailable, maxUnavailable, count, expected) => {
      expect(needs(pods(4), pods(count), [{ name: 'b', minAvailable, maxUnavailable }], 1)).toEqual(expected)
    },
  )

  test('a budget says nothing to as many pods as now', () => {
    expect(needs(pods(2), pods(2), [{ name: 'b', minAvailable: 2, maxUnavailable: null }])).toEqual([])
  })

  test('a short history, and other managers', () => {
    expect(historyObjections('app', 0.049).map((one) => one.needs)).toEqual(['short-history'])
    expect(historyObjections('app', 0.05)).toEqual([])
    expect(foreignObjections('Deployment a/b', [])).toEqual([])
    expect(foreignObjections('Deployment a/b', ['argocd', 'admin'])[0]?.because).toContain(
      'argocd and admin own fields of Deployment a/b',
    )
    expect(foreignObjections('Deployment a/b', ['argocd'])[0]?.because).toContain('argocd owns fields')
  })
})

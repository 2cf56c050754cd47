import { describe, expect, test } from 'vitest'
import { type FleetSettings, verified, type WorkloadLook } from '../../../src/scaling/index.ts'

const mib = 2 ** 20
const fixed: FleetSettings = {
  cpuRequestMilli: 500,
  cpuLimitMilli: null,
  memoryRequestBytes: 800 * mib,
  memoryLimitBytes: null,
  replicas: 4,
  autoscaler: null,
}
const scaled: FleetSettings = {
  ...fixed,
  autoscaler: {
    metric: 'cpu',
    minReplicas: 2,
    maxReplicas: 10,
    targetUtilization: 50,
    tolerance: { up: 0.1, down: 0.1 },
    scaleUp: null,
    scaleDown: null,
  },
}
const look: WorkloadLook = { pods: 4, cores: 1, memoryBytes: 700 * mib, restarts: 0 }
const judge = (
  proposed: FleetSettings,
  after: Partial<WorkloadLook>,
  before: Partial<WorkloadLook> = {},
  seconds = 600,
) =>
  verified(
    'app',
    { now: fixed, proposed },
    { before: { ...look, ...before }, after: { ...look, ...after }, seconds },
    () => 0.8,
  )
const failed = (...given: Parameters<typeof judge>) =>
  judge(...given)
    .figures.filter(({ holds }) => !holds)
    .map(({ what }) => what)

describe('a change went the predicted way', () => {
  test.each<[string, FleetSettings, Partial<WorkloadLook>, string[]]>([
    ['as predicted', fixed, {}, []],
    ['another number of pods', fixed, { pods: 3 }, ['pods']],
    ['busier than allowed', fixed, { cores: 1.62 }, ['busy']],
    ['as busy as allowed', fixed, { cores: 1.6 }, []],
    ['fuller than requested', fixed, { memoryBytes: 801 * mib }, ['memory']],
    ['a restart', fixed, { restarts: 1 }, ['restarts']],
    // 1 core at 50 % of 500m a pod is 4 pods; the autoscaler keeps 4, and is a pod behind at most.
    ['as many as the autoscaler keeps', scaled, { pods: 4 }, []],
    ['one behind', scaled, { pods: 5 }, []],
    ['far too many', scaled, { pods: 7 }, ['pods']],
    ['far too few', scaled, { pods: 2 }, ['pods', 'busy']],
    ['at most its maximum', scaled, { pods: 10, cores: 4 }, []],
  ])('%s', (_, proposed, after, expected) => {
    expect(failed(proposed, after)).toEqual(expected)
  })

  test('pods of before are still there within the time that an autoscaler waits to take them away', () => {
    expect(failed(scaled, { pods: 7 }, { pods: 7 }, 300)).toEqual([])
    expect(failed(scaled, { pods: 7 }, { pods: 7 }, 301)).toEqual(['pods'])
    expect(failed(fixed, { pods: 7 }, { pods: 7 }, 300)).toEqual(['pods'])
  })

  test('tells how the load changed meanwhile, and what was before', () => {
    const { loadChange, figures, holds } = judge(fixed, { cores: 1.5 })
    expect(loadChange).toBe(0.5)
    expect(holds).toBe(true)
    expect(figures[1]).toEqual({ what: 'busy', before: 0.5, least: 0, most: 0.8, seen: 0.75, holds: true })
  })
})

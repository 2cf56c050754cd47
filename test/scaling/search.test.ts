import { describe, expect, test } from 'vitest'
import { type JointGoal, planJoint, type WorkloadFacts } from '../../src/scaling/index.ts'
import { request } from './planned-request.ts'
import { recordedWorkload } from './recorded-load.ts'

const { goal } = request(1)

/** Two weeks at five-minute samples, of which the first share is not known. */
function facts(seed: number, unknown = 0, factor = 1): WorkloadFacts {
  const { load } = recordedWorkload(seed)
  const thin = (values: Float64Array): Float64Array => values.filter((_, minute) => minute % 5 === 0)
  const cores = thin(load.cores)
  return {
    load: {
      startSeconds: 0,
      stepSeconds: 300,
      cores: cores.map((value, at) => (at < cores.length * unknown ? Number.NaN : value * factor)),
      memoryBytes: thin(load.memoryBytes),
      inFlight: null,
    },
    throttled: null,
    oomKills: [],
    current: {
      cpuRequestMilli: 1000,
      cpuLimitMilli: null,
      memoryRequestBytes: 2 ** 30,
      memoryLimitBytes: null,
      replicas: 6,
      autoscaler: null,
    },
  }
}

const planned = (of: WorkloadFacts, more: Partial<JointGoal> = {}) => {
  const { proposed, costPerMonth } = planJoint(of, { ...goal, ...more })
  const { autoscaler, cpuRequestMilli, replicas } = proposed
  return [
    cpuRequestMilli,
    autoscaler?.minReplicas ?? replicas,
    autoscaler?.targetUtilization,
    Number(costPerMonth.toFixed(2)),
  ]
}

// What a search of every size and target finds, without leaving any out.
describe('sizes that are left out would not have been cheaper', () => {
  test.each([
    [1, 0, 1000, 4, 70, 91.61],
    [2, 0, 1000, 1, 70, 65.4],
    [3, 0.2, 1000, 1, 70, 75.03],
    [4, 0.2, 250, 1, 70, 16.03],
    [5, 0.3, 500, 1, 70, 35.53],
    [6, 0.3, 500, 3, 60, 41.9],
    [7, 0.3, 1000, 1, 70, 72.37],
    [8, 0.2, 1000, 1, 70, 55.83],
    [1, 0.3, 1000, 4, 70, 89.81],
  ])('seed %d, %d of it unknown', (seed, unknown, ...expected) => {
    expect(planned(facts(seed, unknown))).toEqual(expected)
  })

  test('where the quota has room for fewer pods than are wanted at least', () => {
    const { load, ...rest } = facts(1)
    const little = load.cores.map((_, at) => 0.05 + (at % 50) / 1000)
    const memoryBytes = load.memoryBytes.map(() => 7 * 2 ** 30)
    const small = { ...rest, load: { ...load, cores: little, memoryBytes } }
    const quota = { cpuMilli: null, memoryBytes: null, pods: 1 }
    expect(planned(small, { leastReplicas: 2, quota })).toEqual([250, 1, undefined, 25.13])
  })
})

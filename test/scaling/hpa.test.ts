import { describe, expect, test } from 'vitest'
import { OperatorError } from '../../src/core/index.ts'
import {
  guideHorizontal,
  type HpaLimitInput,
  type HpaReplicaInput,
  type HpaRules,
  type HpaStabilizeInput,
  hpaDesired,
  hpaLimits,
  hpaReplicas,
  hpaScaleDownLimit,
  hpaStabilize,
  hpaStoreEvent,
} from '../../src/scaling/index.ts'
import horizontal from '../golden/guide-horizontal.json' with { type: 'json' }
import golden from '../golden/hpa.json' with { type: 'json' }
import { camelCase } from './camel-case.ts'

type Vector<I, E> = I & { name: string; expected: E }

describe('the replicas of one metric', () => {
  type Expected = { replicas?: number; error?: string } & Record<string, unknown>
  const cases = camelCase<Vector<HpaReplicaInput, Expected>[]>(golden.replica_calculation)

  test.each(cases)('$name', ({ expected, ...input }) => {
    const answer = hpaReplicas(input)
    if (expected.error !== undefined) {
      expect('error' in answer ? answer.error : answer).toContain(expected.error)
      return
    }
    expect(answer).toMatchObject(expected)
    expect(answer).toHaveProperty('because', expect.stringMatching(/\w/))
  })

  const pod = {
    name: 'a',
    requestMilli: 1000,
    usageMilli: 900,
    ready: true,
    phase: 'Running',
    inInitPeriod: false,
    deleting: false,
  }
  const cpu: HpaReplicaInput = {
    kind: 'resource',
    metric: 'cpu',
    currentReplicas: 2,
    targetUtilization: 50,
    tolerance: { down: 0.1, up: 0.1 },
    pods: [pod, { ...pod, name: 'b' }],
  }

  test('says how it came about', () => {
    expect(hpaReplicas(cpu)).toMatchObject({
      replicas: 4,
      because: 'utilization 90 % of requests, target 50 %: ceil(1.8 x 2 ready)',
    })
    expect(hpaReplicas({ ...cpu, targetUtilization: 90 })).toMatchObject({
      replicas: 2,
      because: expect.stringContaining('within the tolerance, so 2 stay'),
    })
  })

  test('cannot tell where no pod is ready, and where none matches', () => {
    expect(hpaReplicas({ ...cpu, pods: [{ ...pod, ready: false }] })).toEqual({
      error: expect.stringContaining('might be unready'),
    })
    expect(hpaReplicas({ ...cpu, pods: [] })).toEqual({
      error: expect.stringContaining('did not receive metrics'),
    })
    expect(hpaReplicas({ ...cpu, pods: [{ ...pod, requestMilli: 0 }] })).toEqual({
      error: 'no metrics returned matched known pods',
    })
  })

  test('counts pods that are not ready by their memory all the same', () => {
    expect(hpaReplicas({ ...cpu, metric: 'memory', pods: [pod, { ...pod, ready: false }] })).toMatchObject({
      replicas: 4,
    })
  })

  test('counts from 0 by the ratio alone', () => {
    const value: HpaReplicaInput = {
      kind: 'externalValue',
      currentReplicas: 0,
      tolerance: cpu.tolerance,
      metricValueMilli: 4500,
      targetUsageMilli: 1000,
    }
    expect(hpaReplicas(value)).toMatchObject({ replicas: 5 })
  })

  test.each([
    { targetUtilization: 0 },
    { targetUtilization: undefined, targetUsageMilli: 0 },
    { currentReplicas: -1 },
    { currentReplicas: 1.5 },
  ])('refuses %j', (wrong) => {
    expect(() => hpaReplicas({ ...cpu, ...wrong } as HpaReplicaInput)).toThrow(OperatorError)
  })
})

describe('bounds and rates', () => {
  type Expected = { replicas: number; condition: string }
  const withRules = golden.policy_limits.filter((one) => !('fn' in one))
  const cases = camelCase<Vector<HpaLimitInput, Expected>[]>([...withRules, ...golden.legacy_limits])

  test.each(cases)('$name', ({ expected, ...input }) => {
    expect(hpaLimits(input)).toEqual(expected)
  })

  test('the limit down by rules', () => {
    const [row] = camelCase<{ currentReplicas: number; rules: HpaRules; expected: { limit: number } }[]>(
      golden.policy_limits.filter((one) => 'fn' in one),
    )
    if (row === undefined) throw new Error('no such vector')
    expect(hpaScaleDownLimit(row)).toEqual(row.expected)
  })

  const base = { currentReplicas: 10, minReplicas: 1, maxReplicas: 100 }
  const rules = (selectPolicy: 'Min' | 'Disabled'): HpaRules => ({
    selectPolicy,
    policies: [
      { type: 'Pods', value: 3, periodSeconds: 60 },
      { type: 'Percent', value: 50, periodSeconds: 60 },
    ],
  })

  test('the least change where the policy says so, and none where it is disabled', () => {
    expect(hpaLimits({ ...base, desiredReplicas: 50, scaleUp: rules('Min') }).replicas).toBe(13)
    expect(hpaLimits({ ...base, desiredReplicas: 1, scaleDown: rules('Min') }).replicas).toBe(7)
    expect(hpaLimits({ ...base, desiredReplicas: 50, scaleUp: rules('Disabled') }).replicas).toBe(10)
    expect(hpaLimits({ ...base, desiredReplicas: 1, scaleDown: rules('Disabled') }).replicas).toBe(10)
  })
})

describe('stabilisation', () => {
  type Expected = { replicas: number; recommendationsAfter?: number[]; logLength?: number }
  const cases = camelCase<Vector<HpaStabilizeInput, Expected>[]>([
    ...golden.stabilization,
    ...golden.legacy_stabilization,
  ])

  test.each(cases)('$name', ({ expected, ...input }) => {
    const { logLength, ...rest } = expected
    const answer = hpaStabilize(input)
    expect(answer).toMatchObject(rest)
    if (logLength !== undefined) expect(answer.recommendationsAfter).toHaveLength(logLength)
  })
})

describe('the log of changes', () => {
  type Row = {
    name: string
    replicaChange: number
    prevEvents: { replicaChange: number; ageSeconds: number }[]
    rules: HpaRules | null
    expected: { eventsAfter: { replicaChange: number; outdated: boolean }[] }
  }

  test.each(camelCase<Row[]>(golden.scale_events))(
    '$name',
    ({ prevEvents, replicaChange, rules, expected }) => {
      const after = hpaStoreEvent(prevEvents, replicaChange, rules)
      expect(
        after.map((event) => ({ replicaChange: event.replicaChange, outdated: event.outdated })),
      ).toEqual(expected.eventsAfter)
    },
  )
})

describe('several metrics', () => {
  type Row = {
    name: string
    minReplicas: number
    maxReplicas: number
    currentReplicas: number
    cpuTarget?: number
    levelsMilli?: number[]
    requestsMilli?: number
    expected: { replicas: number }
  }

  test.each(camelCase<Row[]>(golden.multi_metric))(
    '$name',
    ({ cpuTarget, levelsMilli = [], requestsMilli, expected, ...bounds }) => {
      const cpu: HpaReplicaInput = {
        kind: 'resource',
        metric: 'cpu',
        currentReplicas: bounds.currentReplicas,
        targetUtilization: cpuTarget ?? 50,
        tolerance: { down: 0.1, up: 0.1 },
        pods: levelsMilli.map((usageMilli, index) => ({
          name: `p${index}`,
          requestMilli: requestsMilli ?? null,
          usageMilli,
          ready: true,
          phase: 'Running',
          inInitPeriod: false,
          deleting: false,
        })),
      }
      const metrics = cpuTarget === undefined ? [] : [hpaReplicas(cpu), { error: 'no external metric' }]
      expect(hpaDesired({ ...bounds, metrics }).replicas).toBe(expected.replicas)
    },
  )

  test('the one that asks for most decides', () => {
    const bounds = { currentReplicas: 3, minReplicas: 1, maxReplicas: 10 }
    const metrics = [
      { replicas: 2, because: 'idle' },
      { replicas: 5, because: 'busy' },
      { replicas: 4, because: 'so so' },
    ]
    expect(hpaDesired({ ...bounds, metrics })).toEqual({ replicas: 5, because: 'busy' })
    expect(hpaDesired({ ...bounds, metrics: [{ error: 'x' }] })).toMatchObject({
      replicas: 3,
      because: expect.stringContaining('(x)'),
    })
    expect(hpaDesired({ ...bounds, currentReplicas: 0, metrics })).toMatchObject({ replicas: 1 })
    expect(hpaDesired({ ...bounds, metrics: [] })).toEqual({ replicas: 3, because: 'no metric was given' })
  })
})

describe("the guide's rule", () => {
  test.each(horizontal.cases)(
    'at $current_load with $current_replicas',
    ({ current_load, current_replicas, config, expected }) => {
      expect(guideHorizontal(current_load, current_replicas, camelCase(config))).toEqual(expected)
    },
  )
})

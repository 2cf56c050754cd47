import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  defaultScaleDown,
  defaultScaleUp,
  type HpaRules,
  type HpaSettings,
  hpaController,
  hpaLimits,
  hpaReplicas,
  hpaStabilize,
} from '../../src/scaling/index.ts'

interface Seen {
  replicas: number
  ready: number
  usageMilli: number
  passed: number
}

/** The same decisions by the exact functions, one after the other, with a pod object for each pod. */
function byTheBook(settings: HpaSettings) {
  const up = settings.scaleUp ?? defaultScaleUp
  const down = settings.scaleDown ?? defaultScaleDown
  let recommendations: { replicas: number; at: number }[] | null = null
  const changes: { by: number; at: number }[] = []
  return (now: number, { replicas, ready, usageMilli }: Seen, requestMilli: number): number => {
    const known = recommendations ?? [{ replicas, at: now }]
    const pods = Array.from({ length: replicas }, (_, index) => ({
      name: `p${index}`,
      requestMilli,
      // All of the usage on the first pod: only the sum counts.
      usageMilli: index === 0 ? usageMilli : 0,
      ready: index < ready,
      phase: 'Running',
      inInitPeriod: false,
      deleting: false,
    }))
    const answer = hpaReplicas({
      kind: 'resource',
      metric: 'cpu',
      currentReplicas: replicas,
      targetUtilization: settings.targetUtilization,
      tolerance: settings.tolerance,
      pods,
    })
    const desired = 'error' in answer ? replicas : answer.replicas
    const stable = hpaStabilize({
      recommendations: known.map((one) => ({ replicas: one.replicas, ageSeconds: now - one.at })),
      desiredReplicas: desired,
      currentReplicas: replicas,
      scaleUpWindowSeconds: up.stabilizationWindowSeconds ?? 0,
      scaleDownWindowSeconds: down.stabilizationWindowSeconds ?? 300,
    }).replicas
    const events = (sign: number) =>
      changes.flatMap(({ by, at }) =>
        Math.sign(by) === sign ? [{ replicaChange: Math.abs(by), ageSeconds: now - at }] : [],
      )
    const allowed = hpaLimits({
      currentReplicas: replicas,
      desiredReplicas: stable,
      minReplicas: settings.minReplicas,
      maxReplicas: settings.maxReplicas,
      scaleUp: up,
      scaleDown: down,
      scaleUpEvents: events(1),
      scaleDownEvents: events(-1),
    }).replicas
    recommendations = [...known, { replicas: desired, at: now }]
    if (allowed !== replicas) changes.push({ by: allowed - replicas, at: now })
    return Math.max(settings.minReplicas, Math.min(settings.maxReplicas, allowed))
  }
}

const rules: fc.Arbitrary<HpaRules | null> = fc.oneof(
  fc.constant(null),
  fc.record({
    stabilizationWindowSeconds: fc.constantFrom(0, 15, 60, 300, 600),
    selectPolicy: fc.constantFrom('Max' as const, 'Min' as const, 'Disabled' as const),
    policies: fc.array(
      fc.record({
        type: fc.constantFrom('Pods' as const, 'Percent' as const),
        value: fc.integer({ min: 1, max: 100 }),
        periodSeconds: fc.constantFrom(15, 60, 300),
      }),
      { minLength: 1, maxLength: 2 },
    ),
  }),
)
const settings: fc.Arbitrary<HpaSettings> = fc.record({
  minReplicas: fc.integer({ min: 1, max: 4 }),
  maxReplicas: fc.integer({ min: 4, max: 40 }),
  targetUtilization: fc.integer({ min: 20, max: 120 }),
  tolerance: fc.constantFrom({ down: 0.1, up: 0.1 }, { down: 0, up: 0.05 }),
  scaleUp: rules,
  scaleDown: rules,
})

describe('the controller over time', () => {
  test('decides as the exact rules do, one look after the other', () => {
    fc.assert(
      fc.property(
        settings,
        fc.array(
          fc.record({
            load: fc.integer({ min: 0, max: 30_000 }),
            passed: fc.constantFrom(15, 15, 30, 120),
            unready: fc.integer({ min: 0, max: 3 }),
          }),
          { minLength: 5, maxLength: 60 },
        ),
        (given, looks) => {
          const controller = hpaController(given)
          const book = byTheBook(given)
          let [now, replicas] = [0, given.minReplicas]
          for (const { load, passed, unready } of looks) {
            now += passed
            const ready = Math.max(0, replicas - unready)
            const seen = { replicas, ready, usageMilli: load, passed }
            const set = controller.look({
              atSeconds: now,
              replicas,
              ready,
              usageMilli: load,
              requestMilli: 1000,
            })
            expect(set).toBe(book(now, seen, 1000))
            replicas = set
          }
        },
      ),
      { seed: 5, numRuns: 400 },
    )
  })

  const usual: HpaSettings = {
    minReplicas: 1,
    maxReplicas: 100,
    targetUtilization: 50,
    tolerance: { down: 0.1, up: 0.1 },
    scaleUp: null,
    scaleDown: null,
  }
  test('takes nothing away for five minutes after it last wanted more', () => {
    const controller = hpaController(usual)
    const at = (atSeconds: number, replicas: number, usageMilli: number): number =>
      controller.look({ atSeconds, replicas, ready: replicas, usageMilli, requestMilli: 1000 })
    expect(at(0, 4, 4000)).toBe(8)
    expect(at(15, 8, 1000)).toBe(8)
    expect(at(299, 8, 1000)).toBe(8)
    expect(at(300, 8, 1000)).toBe(2)
  })

  test('without ready pods or requests nothing is known, and only the bounds count', () => {
    const look = { atSeconds: 0, replicas: 200, ready: 0, usageMilli: 1, requestMilli: 1000 }
    expect(hpaController(usual).look(look)).toBe(100)
    expect(hpaController(usual).look({ ...look, replicas: 3, ready: 3, requestMilli: 0 })).toBe(3)
  })
})

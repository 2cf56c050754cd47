import { describe, expect, test } from 'vitest'
import { autoscalerSpec, cpuQuantity, memoryQuantity } from '../../../src/scaling/index.ts'

const autoscaler = {
  metric: 'cpu' as const,
  minReplicas: 2,
  maxReplicas: 10,
  targetUtilization: 70,
  tolerance: { down: 0.1, up: 0.1 },
  scaleUp: null,
  scaleDown: null,
}
const target = { kind: 'Deployment', name: 'lewis-app' }

describe('quantities as Kubernetes writes them', () => {
  test.each([
    [750, '750m'],
    [2000, '2'],
    [0.2, '1m'],
    [100.000_000_01, '100m'],
    [1999.5, '2'],
  ])('%d thousandths of a core are %s', (milli, text) => {
    expect(cpuQuantity(milli)).toBe(text)
  })

  test.each([
    [872 * 2 ** 20, '872Mi'],
    [2 ** 31, '2Gi'],
    [128_000_000, '128M'],
    [1_000_000, '1M'],
    [1001, '1001'],
    [0, '0'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(memoryQuantity(bytes)).toBe(text)
  })
})

describe('the spec of an autoscaler', () => {
  test('says target and bounds, and no behavior where it is that of Kubernetes', () => {
    expect(autoscalerSpec(autoscaler, target)).toEqual({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'lewis-app' },
      minReplicas: 2,
      maxReplicas: 10,
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } },
        },
      ],
    })
  })

  test('says how fast it goes where somebody said so', () => {
    const scaleDown = {
      stabilizationWindowSeconds: 600,
      selectPolicy: 'Min' as const,
      policies: [{ type: 'Pods' as const, value: 1, periodSeconds: 60 }],
    }
    expect(autoscalerSpec({ ...autoscaler, scaleDown }, target).behavior).toEqual({ scaleDown })
    const scaleUp = { stabilizationWindowSeconds: null, policies: scaleDown.policies }
    expect(autoscalerSpec({ ...autoscaler, scaleUp }, target).behavior).toEqual({
      scaleUp: { policies: scaleDown.policies },
    })
  })

  test('aims at a share of the requests that a pod can work on', () => {
    const busy = { ...autoscaler, metric: 'in-flight' as const }
    const metric = (slotsPerPod: number) =>
      autoscalerSpec(busy, target, { metricName: 'in_flight', slotsPerPod }).metrics[0]
    expect(metric(50)).toEqual({
      type: 'Pods',
      pods: { metric: { name: 'in_flight' }, target: { type: 'AverageValue', averageValue: '35' } },
    })
    expect(metric(3)).toMatchObject({ pods: { target: { averageValue: '2100m' } } })
    expect(() => autoscalerSpec(busy, target)).toThrow('how many a pod can work on is not known')
  })
})

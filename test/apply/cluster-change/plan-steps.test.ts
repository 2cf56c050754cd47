import { afterAll, beforeAll, expect, test } from 'vitest'
import { fieldChanges, stepsTo } from '../../../src/apply/index.ts'
import type {
  KubernetesAutoscaler,
  KubernetesClient,
  KubernetesWorkload,
} from '../../../src/clients/index.ts'
import type { FleetAutoscaler, FleetSettings } from '../../../src/scaling/index.ts'
import { app, namespace, type OpenedCluster, openCluster } from '../../clients/kubernetes/opened-cluster.ts'

const mib = 2 ** 20
let cluster: OpenedCluster
let client: KubernetesClient
let workload: KubernetesWorkload
let database: KubernetesWorkload
let autoscaler: KubernetesAutoscaler
beforeAll(async () => {
  cluster = await openCluster()
  client = await cluster.client()
  workload = await told(client.workload('Deployment', app))
  database = await told(client.workload('StatefulSet', { namespace, name: 'lewis-db' }))
  autoscaler = await told(client.autoscaler({ namespace, name: 'lewis-hpa' }))
})
afterAll(() => cluster.close())

async function told<T>(answer: Promise<{ ok: true; value: T } | { ok: false; reason: string }>): Promise<T> {
  const read = await answer
  if (!read.ok) throw new Error(read.reason)
  return read.value
}

const byCpu: FleetAutoscaler = {
  metric: 'cpu',
  minReplicas: 3,
  maxReplicas: 20,
  targetUtilization: 70,
  tolerance: { up: 0.1, down: 0.1 },
  scaleUp: null,
  scaleDown: null,
}
/** As it is set in the recording. */
const present: FleetSettings = {
  cpuRequestMilli: 500,
  cpuLimitMilli: 2000,
  memoryRequestBytes: 1024 * mib,
  memoryLimitBytes: 4096 * mib,
  replicas: 3,
  autoscaler: byCpu,
}
const changesTo = (
  proposed: Partial<FleetSettings>,
  scaler: KubernetesAutoscaler | null = autoscaler,
  of = workload,
) =>
  stepsTo({ workload: of, autoscaler: scaler }, { ...present, ...proposed }, null).map((step) => [
    `${step.object.kind} ${step.object.name}`,
    Object.fromEntries(fieldChanges(step).map(({ field, before, after }) => [field, [before, after]])),
  ])
const inApp = 'template.spec.containers[lewis].resources.'

test('what is so already needs no step, however it is written', () => {
  expect(changesTo({})).toEqual([])
})

test('a request changes alone', () => {
  expect(changesTo({ cpuRequestMilli: 750 })).toEqual([
    ['Deployment lewis-app', { [`${inApp}requests.cpu`]: ['500m', '750m'] }],
  ])
})

test('a limit goes', () => {
  expect(changesTo({ cpuLimitMilli: null })).toEqual([
    ['Deployment lewis-app', { [`${inApp}limits.cpu`]: ['2', null] }],
  ])
})

test('an autoscaler that shrinks comes after the pods, one that grows before them', () => {
  const kinds = (minReplicas: number) =>
    changesTo({ cpuRequestMilli: 750, autoscaler: { ...byCpu, minReplicas } }).map(([name]) => name)
  expect(kinds(2)).toEqual(['Deployment lewis-app', 'HorizontalPodAutoscaler lewis-hpa'])
  expect(kinds(4)).toEqual(['HorizontalPodAutoscaler lewis-hpa', 'Deployment lewis-app'])
})

test('its target moves, and what else it follows stays', () => {
  const cpu = {
    type: 'Resource',
    resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } },
  }
  const memory = {
    type: 'Resource',
    resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 80 } },
  }
  const both = {
    ...autoscaler,
    manifest: { spec: { minReplicas: 3, maxReplicas: 20, metrics: [memory, cpu] } },
  }
  expect(changesTo({ autoscaler: { ...byCpu, targetUtilization: 60 } }, both)).toEqual([
    ['HorizontalPodAutoscaler lewis-hpa', { 'metrics[1].resource.target.averageUtilization': ['70', '60'] }],
  ])
})

test('a plan without an autoscaler holds the one that is there at its number of pods', () => {
  expect(changesTo({ autoscaler: null, replicas: 5 })).toEqual([
    ['HorizontalPodAutoscaler lewis-hpa', { minReplicas: ['3', '5'], maxReplicas: ['20', '5'] }],
  ])
})

test('without any autoscaler the replicas are set', () => {
  const settings = {
    cpuRequestMilli: 1000,
    cpuLimitMilli: 2000,
    memoryRequestBytes: 2048 * mib,
    memoryLimitBytes: 4096 * mib,
  }
  const [, replicas] = stepsTo(
    { workload: database, autoscaler: null },
    { ...present, ...settings, autoscaler: null, replicas: 0 },
    null,
  )
  expect(replicas).toEqual({
    object: { apiVersion: 'apps/v1', kind: 'StatefulSet', namespace, name: 'lewis-db' },
    before: { replicas: database.replicas },
    after: { replicas: 0 },
  })
})

test('one that is not there is made whole', () => {
  const [step] = stepsTo({ workload, autoscaler: null }, present, null)
  expect(step).toEqual({
    object: { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', namespace, name: 'lewis-app' },
    replicas: 3,
    before: null,
    after: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'lewis-app' },
      minReplicas: 3,
      maxReplicas: 20,
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } },
        },
      ],
    },
  })
})

test('one that follows requests in flight has to be told by what name', () => {
  const inFlight = { ...present, autoscaler: { ...byCpu, metric: 'in-flight' as const } }
  expect(() => stepsTo({ workload, autoscaler }, inFlight, null)).toThrow('requests in flight')
  const [step] = stepsTo({ workload, autoscaler }, inFlight, {
    metricName: 'http_in_flight',
    slotsPerPod: 10,
  })
  expect(step?.after?.['metrics']).toEqual([
    {
      type: 'Pods',
      pods: { metric: { name: 'http_in_flight' }, target: { type: 'AverageValue', averageValue: '7' } },
    },
  ])
})

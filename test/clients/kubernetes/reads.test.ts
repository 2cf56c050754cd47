import { afterAll, beforeAll, expect, test } from 'vitest'
import type { KubernetesClient } from '../../../src/clients/index.ts'
import { app, namespace, type OpenedCluster, openCluster } from './opened-cluster.ts'

const gibibyte = 2 ** 30
let cluster: OpenedCluster
let client: KubernetesClient

beforeAll(async () => {
  const usage = {
    'lewis-app': { cpu: '412345678n', memory: '734003Ki' },
    'lewis-db': { cpu: '1', memory: '1Gi' },
  }
  cluster = await openCluster({ metrics: usage })
  const allocatable = { cpu: '3920m', memory: '14Gi', pods: '110' }
  cluster.api.put({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'node-1' },
    spec: { unschedulable: true },
    status: {
      capacity: { cpu: '4', memory: '16Gi', pods: '110' },
      allocatable,
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  })
  client = await cluster.client()
})
afterAll(() => cluster.close())

test('a deployment says what its containers ask for in cores and bytes, and how it is rolled out', async () => {
  const read = await client.workload('Deployment', app)
  expect(read).toMatchObject({
    ok: true,
    value: {
      kind: 'Deployment',
      ...app,
      labels: { app: 'lewis' },
      selector: 'app=lewis-app',
      replicas: 3,
      maxSurge: 1,
      maxUnavailable: 0,
      progressDeadlineSeconds: 600,
      containers: [
        {
          name: 'lewis',
          requests: { cpuCores: 0.5, memoryBytes: gibibyte },
          limits: { cpuCores: 2, memoryBytes: 4 * gibibyte },
        },
      ],
      status: { replicas: 3, updatedReplicas: 3, readyReplicas: 3, availableReplicas: 3 },
    },
  })
})

test('lists hold what a namespace or the whole cluster has', async () => {
  const names = async (list: Promise<{ ok: boolean; value?: readonly { name: string }[] }>) =>
    (await list).value?.map(({ name }) => name)
  const here = { namespace }
  expect(await names(client.deployments(here))).toEqual(['lewis-app', 'lewis-worker'])
  expect(await names(client.deployments({ namespace: null, labelSelector: 'app=lewis' }))).toHaveLength(2)
  expect(await names(client.deployments({ namespace: 'nosuch' }))).toEqual([])
  expect(await names(client.statefulSets(here))).toEqual(['lewis-db'])
  expect(await names(client.autoscalers(here))).toEqual(['lewis-hpa'])
  expect(await names(client.budgets(here))).toEqual(['lewis-pdb'])
  expect(await names(client.pods({ ...here, labelSelector: 'app in (lewis-app, lewis-db)' }))).toHaveLength(4)
})

test('an autoscaler says its bounds and what it aims at', async () => {
  expect(await client.autoscaler({ namespace, name: 'lewis-hpa' })).toMatchObject({
    ok: true,
    value: {
      target: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'lewis-app' },
      minReplicas: 3,
      maxReplicas: 20,
      metrics: [
        { type: 'Resource', name: 'cpu', utilization: 0.7, averageValue: null },
        { type: 'Resource', name: 'memory', utilization: 0.8, averageValue: null },
      ],
    },
  })
})

test('what limits a namespace is in base units', async () => {
  expect(await client.limitRanges({ namespace })).toMatchObject({
    value: [
      {
        limits: [
          {
            type: 'Container',
            max: { cpuCores: 4, memoryBytes: 8 * gibibyte },
            min: { cpuCores: 0.05, memoryBytes: 64 * 2 ** 20 },
            defaultLimits: { cpuCores: 1, memoryBytes: 2 * gibibyte },
            defaultRequests: { cpuCores: 0.1, memoryBytes: gibibyte / 4 },
          },
        ],
      },
    ],
  })
  expect(await client.quotas({ namespace })).toMatchObject({
    value: [
      {
        hard: { 'limits.cpu': 40, 'limits.memory': 80 * gibibyte, pods: 50, 'requests.cpu': 10 },
        used: { 'limits.cpu': 10, pods: 6, 'requests.cpu': 3.5, 'requests.memory': 7 * gibibyte },
      },
    ],
  })
  expect(await client.budgets({ namespace })).toMatchObject({
    value: [{ selector: 'app=lewis-app', maxUnavailable: 1, disruptionsAllowed: 1, expectedPods: 3 }],
  })
})

test('a node says what pods may take of it, and whether they may come', async () => {
  expect(await client.nodes()).toMatchObject({
    value: [
      {
        name: 'node-1',
        namespace: '',
        isReady: true,
        isSchedulable: false,
        capacity: { cpuCores: 4 },
        allocatable: { cpuCores: 3.92, memoryBytes: 14 * gibibyte, pods: 110 },
      },
    ],
  })
})

test('the metrics API says what pods use', async () => {
  const usage = await client.podUsage({ namespace, labelSelector: 'app=lewis-app' })
  expect(usage.ok && usage.value).toHaveLength(3)
  expect(usage).toMatchObject({
    value: [
      {
        windowSeconds: 15,
        containers: [{ name: 'lewis', cpuCores: 0.412345678, memoryBytes: 734003 * 1024 }],
      },
      {},
      {},
    ],
  })
})

test('a pod says who controls it and whether it is ready', async () => {
  const pods = await client.pods({ namespace, labelSelector: 'app=lewis-db' })
  expect(pods).toMatchObject({
    value: [
      {
        name: 'lewis-db-0',
        isReady: true,
        isEnding: false,
        phase: 'Running',
        owner: { kind: 'StatefulSet', name: 'lewis-db' },
      },
    ],
  })
})

test('a long list comes in pages, and is begun anew where a page is too old', async () => {
  for (let number = 0; number < 1001; number++)
    cluster.api.put({
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name: `range-${number}`, namespace: 'large' },
      spec: { limits: [] },
    })
  const before = cluster.api.requests.length
  cluster.api.faults.expiredContinues = 1
  const ranges = await client.limitRanges({ namespace: 'large' })
  expect(ranges.ok && new Set(ranges.value.map(({ name }) => name)).size).toBe(1001)
  expect(cluster.api.requests.slice(before).map(({ status }) => status)).toEqual([200, 410, 200, 200, 200])
})

import { afterEach, beforeEach, expect, test } from 'vitest'
import type { KubernetesClient } from '../../../src/clients/index.ts'
import { numberAt } from '../../servers/kubernetes/index.ts'
import { app, namespace, type OpenedCluster, openCluster } from './opened-cluster.ts'

let cluster: OpenedCluster
let client: KubernetesClient

beforeEach(async () => {
  cluster = await openCluster()
  client = await cluster.client()
})
afterEach(() => cluster.close())

const replicas = (): number =>
  numberAt(cluster.api.find('deployments', namespace, 'lewis-app') ?? {}, ['spec', 'replicas'])

async function scaleNow() {
  const scale = await client.scale('Deployment', app)
  if (!scale.ok) throw new Error(scale.reason)
  return scale.value
}

const container = (requests: Record<string, string>) => ({
  spec: { template: { spec: { containers: [{ name: 'lewis', resources: { requests } }] } } },
})

test('replicas are set at the version that was read, for lewis-perf', async () => {
  const { resourceVersion, desiredReplicas } = await scaleNow()
  expect(desiredReplicas).toBe(3)
  const set = await client.setReplicas('Deployment', app, { replicas: 5, resourceVersion }, { dryRun: false })
  expect(set).toMatchObject({ ok: true, value: { desiredReplicas: 5, currentReplicas: 3 } })
  expect(replicas()).toBe(5)
  expect(cluster.api.requests.at(-1)?.path).toContain('fieldManager=lewis-perf')
})

test('a dry run changes nothing', async () => {
  const { resourceVersion } = await scaleNow()
  const set = await client.setReplicas('Deployment', app, { replicas: 5, resourceVersion }, { dryRun: true })
  expect(set).toMatchObject({ ok: true, value: { desiredReplicas: 5, resourceVersion } })
  expect(replicas()).toBe(3)
})

test('where another writer came first, replicas are not set', async () => {
  const { resourceVersion } = await scaleNow()
  cluster.api.faults.conflictingWrites = 1
  const set = await client.setReplicas('Deployment', app, { replicas: 5, resourceVersion }, { dryRun: false })
  expect(set).toMatchObject({ ok: false, fault: 'conflict', status: 409, mayBeDone: false })
  expect(set.ok ? '' : set.reason).toContain('the object has been modified')
  expect(replicas()).toBe(3)
})

test('scaling to zero is read as zero', async () => {
  const { resourceVersion } = await scaleNow()
  const set = await client.setReplicas('Deployment', app, { replicas: 0, resourceVersion }, { dryRun: false })
  expect(set).toMatchObject({ ok: true, value: { desiredReplicas: 0 } })
})

test('fields that another manager owns are conflicts by name, and are taken by force alone', async () => {
  const part = container({ cpu: '750m', memory: '1536Mi' })
  const begin = '.spec.template.spec.containers[name="lewis"].resources.requests'
  expect(await client.apply('Deployment', app, part, { dryRun: true, force: false })).toMatchObject({
    ok: false,
    fault: 'conflict',
    mayBeDone: false,
    conflicts: [
      { field: `${begin}.cpu`, manager: 'admin' },
      { field: `${begin}.memory`, manager: 'admin' },
    ],
  })
  expect(await client.apply('Deployment', app, part, { dryRun: false, force: true })).toMatchObject({
    ok: true,
  })
  expect(await client.workload('Deployment', app)).toMatchObject({
    value: {
      containers: [{ requests: { cpuCores: 0.75, memoryBytes: 1536 * 2 ** 20 }, limits: { cpuCores: 2 } }],
    },
  })
})

test('an apply at an old version is a conflict', async () => {
  const { resourceVersion } = await scaleNow()
  cluster.api.faults.conflictingWrites = 1
  const part = { ...container({ cpu: '1' }), resourceVersion }
  const applied = await client.apply('Deployment', app, part, { dryRun: false, force: true })
  expect(applied).toMatchObject({ ok: false, fault: 'conflict', conflicts: [] })
})

test('what the server finds invalid is told in its words', async () => {
  const part = container({ cpu: '3', memory: '1536Mi' })
  const applied = await client.apply('Deployment', app, part, { dryRun: true, force: true })
  expect(applied).toMatchObject({ ok: false, fault: 'invalid', status: 422, mayBeDone: false })
  expect(applied.ok ? '' : applied.reason).toContain('must be less than or equal to cpu limit of 2')
})

test('autoscalers and stateful sets are applied to as well', async () => {
  const options = { dryRun: false, force: true }
  const hpa = { namespace, name: 'lewis-hpa' }
  const database = { namespace, name: 'lewis-db' }
  const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'lewis-app' }
  const bounds = { spec: { minReplicas: 4, maxReplicas: 12, scaleTargetRef: target } }
  expect(await client.apply('HorizontalPodAutoscaler', hpa, bounds, options)).toMatchObject({ ok: true })
  expect(await client.autoscaler(hpa)).toMatchObject({ value: { minReplicas: 4, maxReplicas: 12 } })
  const part = {
    spec: {
      template: { spec: { containers: [{ name: 'postgres', resources: { requests: { cpu: '2' } } }] } },
    },
  }
  expect(await client.apply('StatefulSet', database, part, options)).toMatchObject({ ok: true })
  expect(await client.workload('StatefulSet', database)).toMatchObject({
    value: { containers: [{ requests: { cpuCores: 2, memoryBytes: 2 * 2 ** 30 } }] },
  })
})

test('a rollout moves step by step until it is done', async () => {
  await client.apply('Deployment', app, container({ cpu: '600m' }), { dryRun: false, force: true })
  const told: string[] = []
  for (let steps = 0; steps < 40; steps++) {
    const rollout = await client.rollout('Deployment', app)
    if (!rollout.ok) throw new Error(rollout.reason)
    if (told.at(-1) !== rollout.value.because) told.push(rollout.value.because)
    if (rollout.value.state === 'done') break
    cluster.api.step()
  }
  expect(told).toEqual([
    'The change of Deployment lewis-app is not seen by its controller yet.',
    '0 of 3 pods of Deployment lewis-app are new.',
    '1 of 3 pods of Deployment lewis-app are new.',
    '2 of 3 pods of Deployment lewis-app are new.',
    '1 old pods of Deployment lewis-app are still there.',
    'All 3 pods of Deployment lewis-app are new and available.',
  ])
})

test('a rollout whose pods never become ready stays on its way, and fails past its deadline', async () => {
  cluster.api.faults.rollout = 'never-ready'
  await client.apply('Deployment', app, container({ cpu: '600m' }), { dryRun: false, force: true })
  for (let steps = 0; steps < 10; steps++) cluster.api.step()
  expect(await client.rollout('Deployment', app)).toMatchObject({ value: { state: 'moving' } })
  cluster.api.faults.rollout = 'deadline-exceeded'
  cluster.api.step()
  expect(await client.rollout('Deployment', app)).toMatchObject({
    value: { state: 'failed', because: expect.stringContaining('has timed out progressing') },
  })
})

test('pods that a limit range does not let in keep the rollout on its way, with its words', async () => {
  const limits = { cpu: '6', memory: '4Gi' }
  const part = { spec: { template: { spec: { containers: [{ name: 'lewis', resources: { limits } }] } } } }
  await client.apply('Deployment', app, part, { dryRun: false, force: true })
  cluster.api.settle()
  expect(await client.rollout('Deployment', app)).toMatchObject({
    value: {
      state: 'moving',
      because: expect.stringContaining('maximum cpu usage per Container is 4, but limit is 6'),
    },
  })
})

test('a dry run of taking something away leaves it there, and only that one at that version is taken', async () => {
  const hpa = { namespace, name: 'lewis-hpa' }
  const read = await client.object('HorizontalPodAutoscaler', hpa)
  const metadata = read.ok ? (read.value['metadata'] as { uid: string; resourceVersion: string }) : null
  const { uid = '', resourceVersion = '' } = metadata ?? {}
  const find = () => cluster.api.find('horizontalpodautoscalers', namespace, 'lewis-hpa')
  const remove = (expected: { uid: string; resourceVersion: string }, dryRun: boolean) =>
    client.remove('HorizontalPodAutoscaler', hpa, expected, { dryRun })
  expect(await remove({ uid, resourceVersion }, true)).toMatchObject({ ok: true })
  expect(find()).not.toBeNull()
  expect(await remove({ uid: 'another', resourceVersion }, false)).toMatchObject({
    ok: false,
    fault: 'conflict',
  })
  expect(await remove({ uid, resourceVersion: '1' }, false)).toMatchObject({ ok: false, fault: 'conflict' })
  expect(find()).not.toBeNull()
  expect(await remove({ uid, resourceVersion }, false)).toMatchObject({ ok: true })
  expect(find()).toBeNull()
})

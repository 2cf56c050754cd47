import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ChangeStep, changeCluster, reversed, stepsTo, writeStep } from '../../../src/apply/index.ts'
import type { KubernetesClient } from '../../../src/clients/index.ts'
import type { FleetAutoscaler, FleetSettings } from '../../../src/scaling/index.ts'
import { namespace, type OpenedCluster, openCluster } from '../../clients/kubernetes/opened-cluster.ts'
import { firm, present, resources, storedIn } from './change-steps.ts'

let cluster: OpenedCluster
let client: KubernetesClient
beforeEach(async () => {
  cluster = await openCluster()
  client = await cluster.client()
})
afterEach(() => cluster.close())

const hpa: FleetAutoscaler = {
  metric: 'cpu',
  minReplicas: 1,
  maxReplicas: 2,
  targetUtilization: 60,
  tolerance: { up: 0.1, down: 0.1 },
  scaleUp: null,
  scaleDown: null,
}
const database: FleetSettings = {
  cpuRequestMilli: 1000,
  cpuLimitMilli: null,
  memoryRequestBytes: 2 * 2 ** 30,
  memoryLimitBytes: null,
  replicas: 1,
  autoscaler: hpa,
}
const specOf = (name: string) =>
  JSON.parse(JSON.stringify(cluster.api.find('horizontalpodautoscalers', namespace, name)?.['spec'] ?? null))

/** What scales the database, from what it is now. */
async function scalerStep(autoscaler: FleetAutoscaler | null, replicas = 1): Promise<ChangeStep> {
  const read = await client.workload('StatefulSet', { namespace, name: 'lewis-db' })
  if (!read.ok) throw new Error(read.reason)
  const scaler = await client.autoscaler({ namespace, name: 'lewis-db' })
  const around = { workload: read.value, autoscaler: scaler.ok ? scaler.value : null }
  const steps = stepsTo(around, { ...database, autoscaler, replicas }, null)
  const found = steps.find(({ object }) => object.kind === 'HorizontalPodAutoscaler')
  if (found === undefined) throw new Error('nothing scales it')
  return found
}

const wait = {
  limitSeconds: 60,
  isInterrupted: () => false,
  sleep: async () => cluster.api.step(),
  monotonicMs: () => 0,
  progress() {},
}
const make = (steps: readonly ChangeStep[]) =>
  changeCluster(steps, { client, takesOver: true, wait, noted() {} })

describe('what was written before', () => {
  test('by a merge goes again where it was not there', async () => {
    const requests = { cpu: '500m', memory: '1Gi' }
    const bare = resources({ requests, limits: { cpu: '2' } })
    expect(await writeStep(client, bare, firm)).toMatchObject({ state: 'done' })
    // The limit of CPU goes, so that all of it is merged, and one of memory comes.
    const merged = resources({ requests, limits: { memory: '2Gi' } }, { requests, limits: { cpu: '2' } })
    expect(await writeStep(client, merged, firm)).toMatchObject({ state: 'done' })
    expect(storedIn(cluster)).toEqual({ requests, limits: { memory: '2Gi' } })
    expect(await writeStep(client, reversed(merged), firm)).toMatchObject({ state: 'done', reason: '' })
    expect(storedIn(cluster)).toEqual({ requests, limits: { cpu: '2' } })
    expect(await writeStep(client, reversed(bare), firm)).toMatchObject({ state: 'done', reason: '' })
    expect(storedIn(cluster)).toEqual(present)
  })

  test('an object of limits is emptied field by field, so that others stay', async () => {
    const deployment = JSON.parse(JSON.stringify(cluster.api.find('deployments', namespace, 'lewis-app')))
    deployment.spec.template.spec.containers[0].resources.limits['ephemeral-storage'] = '1Gi'
    cluster.api.put(deployment, 'admin')
    expect(await writeStep(client, resources({ requests: present.requests }), firm)).toMatchObject({
      state: 'done',
      reason: '',
    })
    expect(storedIn(cluster)).toEqual({ requests: present.requests, limits: { 'ephemeral-storage': '1Gi' } })
  })

  test('an autoscaler of ours is changed, and held, with all that it needs', async () => {
    await make([await scalerStep(hpa)])
    const made = specOf('lewis-db')
    expect(await writeStep(client, await scalerStep({ ...hpa, maxReplicas: 5 }), firm)).toMatchObject({
      state: 'done',
    })
    expect(specOf('lewis-db')).toEqual({ ...made, maxReplicas: 5 })
    expect(await writeStep(client, await scalerStep(null, 3), firm)).toMatchObject({ state: 'done' })
    expect(specOf('lewis-db')).toEqual({ ...made, minReplicas: 3, maxReplicas: 3 })
  })
})

test('where an autoscaler that was made goes, its workload has its replicas of before again', async () => {
  const step = await scalerStep(hpa)
  expect(step.replicas).toBe(1)
  await make([step])
  const set = JSON.parse(JSON.stringify(cluster.api.find('statefulsets', namespace, 'lewis-db')))
  cluster.api.put({ ...set, spec: { ...set.spec, replicas: 2 } }, 'kube-controller-manager')
  const { results } = await make([reversed(step)])
  expect(results.map(({ state, step: { object, after } }) => [object.kind, state, after])).toEqual([
    ['HorizontalPodAutoscaler', 'done', null],
    ['StatefulSet', 'done', { replicas: 1 }],
  ])
  expect(specOf('lewis-db')).toBeNull()
})

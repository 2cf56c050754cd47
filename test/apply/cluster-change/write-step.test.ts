import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ChangeStep, reversed, writeStep } from '../../../src/apply/index.ts'
import type { KubernetesClient } from '../../../src/clients/index.ts'
import { type OpenedCluster, openCluster } from '../../clients/kubernetes/opened-cluster.ts'
import { app, firm, larger, present, replicas, resources, storedIn, writesTo } from './change-steps.ts'

let cluster: OpenedCluster
let client: KubernetesClient
beforeEach(async () => {
  cluster = await openCluster()
  client = await cluster.client()
})
afterEach(() => cluster.close())

const hpa = { ...app, apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler' } as const
const stored = () => storedIn(cluster)
const writes = () => writesTo(cluster)

describe('a step is written', () => {
  test('once, read back, and found to be done already when it is written again', async () => {
    expect(await writeStep(client, larger, firm)).toEqual({ step: larger, state: 'done', reason: '' })
    expect(stored()).toEqual({
      requests: { cpu: '750m', memory: '1536Mi' },
      limits: { cpu: '2', memory: '4Gi' },
    })
    expect(await writeStep(client, larger, firm)).toMatchObject({ state: 'already' })
    expect(writes()).toHaveLength(1)
  })

  test('and taken back to the same text', async () => {
    await writeStep(client, larger, firm)
    expect(await writeStep(client, reversed(larger), firm)).toMatchObject({ state: 'done' })
    expect(stored()).toEqual(present)
  })

  test('replicas go by the scale subresource', async () => {
    expect(await writeStep(client, replicas(3, 5), firm)).toMatchObject({ state: 'done' })
    expect(writes()[0]?.path).toContain('/deployments/lewis-app/scale?')
  })

  test('a limit that somebody else set is taken away, and comes back', async () => {
    const unlimited = resources({ requests: present.requests, limits: { memory: '4Gi' } })
    expect(await writeStep(client, unlimited, firm)).toMatchObject({ state: 'done', reason: '' })
    expect(stored()).toEqual({ requests: present.requests, limits: { memory: '4Gi' } })
    expect(writes()[0]?.contentType).toBe('application/strategic-merge-patch+json')
    expect(await writeStep(client, reversed(unlimited), firm)).toMatchObject({ state: 'done' })
    expect(stored()).toEqual(present)
  })

  test('a field of nobody else goes by server-side apply alone', async () => {
    const bounds: ChangeStep = {
      object: { ...hpa, name: 'lewis-hpa' },
      before: { minReplicas: 3, maxReplicas: 20 },
      after: { minReplicas: 2, maxReplicas: 10 },
    }
    expect(await writeStep(client, bounds, firm)).toMatchObject({ state: 'done' })
    expect(writes().map(({ contentType }) => contentType)).toEqual(['application/apply-patch+yaml'])
  })

  test('an autoscaler is made, and taken away again', async () => {
    const spec = {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'lewis-db' },
      minReplicas: 1,
      maxReplicas: 2,
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } },
        },
      ],
    }
    const made: ChangeStep = { object: { ...hpa, name: 'lewis-db' }, before: null, after: spec }
    const find = () => cluster.api.find('horizontalpodautoscalers', 'lewis-system', 'lewis-db')
    expect(await writeStep(client, made, { ...firm, dryRun: true, takesOver: false })).toMatchObject({
      state: 'done',
    })
    expect(find()).toBeNull()
    expect(await writeStep(client, made, { ...firm, takesOver: false })).toMatchObject({
      state: 'done',
    })
    expect(find()).not.toBeNull()
    expect(await writeStep(client, reversed(made), firm)).toMatchObject({ state: 'done' })
    expect(find()).toBeNull()
    expect(await writeStep(client, reversed(made), firm)).toMatchObject({ state: 'already' })
  })
})

describe('a step is not written', () => {
  test('in a dry run', async () => {
    expect(await writeStep(client, larger, { ...firm, dryRun: true })).toMatchObject({
      state: 'done',
    })
    expect(stored()).toEqual(present)
  })

  test('over what others own, unless it may take that over', async () => {
    const result = await writeStep(client, larger, { ...firm, takesOver: false })
    expect(result).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining('admin owns .spec.template'),
    })
    expect(stored()).toEqual(present)
  })

  test('where somebody changed the same field meanwhile', async () => {
    await writeStep(client, replicas(3, 4), firm)
    expect(await writeStep(client, replicas(3, 5), firm)).toEqual({
      step: replicas(3, 5),
      state: 'refused',
      reason: 'Somebody changed replicas of Deployment lewis-system/lewis-app: it is 4, and was 3.',
    })
  })

  test('where the server finds it wrong, in its words', async () => {
    const wrong = resources({ requests: { cpu: '3', memory: '1Gi' }, limits: present.limits })
    const result = await writeStep(client, wrong, firm)
    expect(result).toMatchObject({ state: 'refused', reason: expect.stringContaining('cpu limit of 2') })
  })

  test('where its object is gone', async () => {
    const gone = { ...replicas(3, 5), object: { ...app, name: 'nosuch' } }
    expect(await writeStep(client, gone, firm)).toMatchObject({
      state: 'refused',
      reason: 'Deployment lewis-system/nosuch is not there any more.',
    })
  })

  test('where more would change with it', async () => {
    await writeStep(client, resources({ ...present, requests: { cpu: '600m', memory: '900Mi' } }), firm)
    // What was applied before, and is left out now, would go.
    const part: ChangeStep = {
      object: app,
      before: {
        template: { spec: { containers: [{ name: 'lewis', resources: { requests: { cpu: '600m' } } }] } },
      },
      after: {
        template: { spec: { containers: [{ name: 'lewis', resources: { requests: { cpu: '700m' } } }] } },
      },
    }
    const result = await writeStep(client, part, { ...firm, dryRun: true })
    expect(result).toMatchObject({ state: 'refused', reason: expect.stringContaining('would change too') })
  })
})

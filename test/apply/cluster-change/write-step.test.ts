import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ChangeStep, reversed, writeStep } from '../../../src/apply/index.ts'
import type { KubernetesClient, Manifest } from '../../../src/clients/index.ts'
import { type OpenedCluster, openCluster } from '../../clients/kubernetes/opened-cluster.ts'

let cluster: OpenedCluster
let client: KubernetesClient
beforeEach(async () => {
  cluster = await openCluster()
  client = await cluster.client()
})
afterEach(() => cluster.close())

const app = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'lewis-system',
  name: 'lewis-app',
} as const
const hpa = { ...app, apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler' } as const
const firm = { dryRun: false, takesOver: true }

/** As in the recording: 500m and 1Gi requested, 2 and 4Gi at most. */
const present = { requests: { cpu: '500m', memory: '1Gi' }, limits: { cpu: '2', memory: '4Gi' } }
const resources = (after: Manifest, before: Manifest = present): ChangeStep => {
  const inTemplate = (one: Manifest): Manifest => ({
    template: { spec: { containers: [{ name: 'lewis', resources: one }] } },
  })
  return { object: app, before: inTemplate(before), after: inTemplate(after) }
}
const larger = resources({
  requests: { cpu: '750m', memory: '1536Mi' },
  limits: { cpu: '2', memory: '4Gi' },
})
const replicas = (before: number, after: number): ChangeStep => ({
  object: app,
  before: { replicas: before },
  after: { replicas: after },
})

function stored(): unknown {
  const found = cluster.api.find('deployments', 'lewis-system', 'lewis-app')
  const spec = JSON.parse(JSON.stringify(found?.['spec'] ?? {}))
  return spec.template.spec.containers[0].resources
}
const writes = () =>
  cluster.api.requests.filter(({ method, path }) => method !== 'GET' && !path.includes('dryRun'))

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
    expect(await writeStep(client, made, { dryRun: true, takesOver: false })).toMatchObject({ state: 'done' })
    expect(find()).toBeNull()
    expect(await writeStep(client, made, { dryRun: false, takesOver: false })).toMatchObject({
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
    expect(await writeStep(client, larger, { dryRun: true, takesOver: true })).toMatchObject({
      state: 'done',
    })
    expect(stored()).toEqual(present)
  })

  test('over what others own, unless it may take that over', async () => {
    const result = await writeStep(client, larger, { dryRun: false, takesOver: false })
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
    const result = await writeStep(client, part, { dryRun: true, takesOver: true })
    expect(result).toMatchObject({ state: 'refused', reason: expect.stringContaining('would change too') })
  })
})

describe('when something goes wrong', () => {
  test('another writer of other fields only delays it', async () => {
    cluster.api.faults.conflictingWrites = 2
    expect(await writeStep(client, larger, firm)).toMatchObject({ state: 'done' })
    expect(writes().map(({ status }) => status)).toEqual([409, 409, 200])
  })

  test('a writer who never stops is given up on', async () => {
    cluster.api.faults.conflictingWrites = 99
    expect(await writeStep(client, larger, firm)).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining('the object has been modified'),
    })
    expect(writes()).toHaveLength(5)
  })

  test('an answer that is lost is looked for, and nothing is written twice', async () => {
    const lost = async (when: 'before' | 'after') => {
      const step = when === 'after' ? larger : reversed(larger)
      cluster.api.faults.drop = null
      const reads = client.object.bind(client)
      const cutting: KubernetesClient = {
        ...client,
        async object(...of) {
          const answer = await reads(...of)
          if (cluster.api.faults.drop === null) cluster.api.faults.drop = { count: 1, when }
          return answer
        },
      }
      return writeStep(cutting, step, firm)
    }
    expect(await lost('after')).toMatchObject({ state: 'done' })
    expect(writes()).toHaveLength(1)
    expect(await lost('before')).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining('It was not done.'),
    })
  })

  test('where nobody can be asked whether it was done, that is said', async () => {
    const reads = client.object.bind(client)
    const cutting: KubernetesClient = {
      ...client,
      async object(...of) {
        const answer = await reads(...of)
        cluster.api.faults.drop = { count: 1, when: 'after' }
        cluster.api.faults.tokenExpired = false
        return answer
      },
      async apply(...of) {
        const answer = await client.apply(...of)
        cluster.api.faults.tokenExpired = true
        return answer
      },
    }
    const blind: KubernetesClient = {
      ...cutting,
      object: (...of) => (cluster.api.faults.tokenExpired ? reads(...of) : cutting.object(...of)),
    }
    const result = await writeStep(blind, larger, firm)
    expect(result).toMatchObject({
      state: 'unknown',
      reason: expect.stringMatching(/not known[\s\S]*Unauthorized/),
    })
  })

  test.each([
    ['an expired token', () => Object.assign(cluster.api.faults, { tokenExpired: true }), 'Unauthorized'],
    [
      'one denied verb',
      () => Object.assign(cluster.api.faults, { deny: { verb: 'patch', resource: 'deployments' } }),
      'forbidden',
    ],
    [
      'a page in place of an answer',
      () => Object.assign(cluster.api.faults, { html: 9 }),
      'not the Kubernetes API',
    ],
  ])('%s is told', async (_, breakIt, word) => {
    breakIt()
    expect(await writeStep(client, larger, firm)).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining(word),
    })
    expect(stored()).toEqual(present)
  })
})

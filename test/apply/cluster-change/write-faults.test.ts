import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { reversed, writeStep } from '../../../src/apply/index.ts'
import type { KubernetesClient } from '../../../src/clients/index.ts'
import { type OpenedCluster, openCluster } from '../../clients/kubernetes/opened-cluster.ts'
import { firm, larger, present, storedIn, writesTo } from './change-steps.ts'

let cluster: OpenedCluster
let client: KubernetesClient
beforeEach(async () => {
  cluster = await openCluster()
  client = await cluster.client()
})
afterEach(() => cluster.close())

const stored = () => storedIn(cluster)
const writes = () => writesTo(cluster)

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
    // Nothing says that it will not land yet.
    expect(await lost('before')).toMatchObject({ state: 'unknown' })
  })

  test('one that is lost cannot land any more once the object is at another version', async () => {
    const reads = client.object.bind(client)
    let count = 0
    const cutting: KubernetesClient = {
      ...client,
      async object(...of) {
        count += 1
        if (count === 1) {
          const answer = await reads(...of)
          cluster.api.faults.drop = { count: 1, when: 'before' }
          return answer
        }
        const deployment = JSON.parse(
          JSON.stringify(cluster.api.find('deployments', 'lewis-system', 'lewis-app')),
        )
        deployment.metadata.annotations = { 'another-writer': 'was here' }
        cluster.api.put(deployment, 'another-writer')
        return reads(...of)
      },
    }
    expect(await writeStep(cutting, larger, firm)).toMatchObject({
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

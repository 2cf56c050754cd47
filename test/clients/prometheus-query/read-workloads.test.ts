import { describe, expect, test } from 'vitest'
import { plainMapping, readWorkloads } from '../../../src/clients/index.ts'
import { asking, error } from './asking.ts'
import { type Answer, success } from './strict-server.ts'

const asked = { namespaces: ['a'], startSeconds: 0, endSeconds: 3600, stepSeconds: 600 }
const labels = { namespace: 'a', workload: 'web', kind: 'Deployment' }

/** Answers each query by a piece of its text; with nothing where no piece is in it. */
function byQuery(answers: Record<string, Answer>): Answer {
  return (response, one) => {
    const { query = '' } = one.form
    const [, answer] = Object.entries(answers).find(([piece]) => query.includes(piece)) ?? []
    const empty = success(one.path.endsWith('query_range') ? 'matrix' : 'vector', [])
    return (answer ?? empty)(response, one)
  }
}

const points = (values: readonly (number | null)[]) =>
  values.flatMap((value, index) => (value === null ? [] : [[index * 600, String(value)]]))
const series = (values: readonly (number | null)[]) =>
  success('matrix', [{ metric: labels, values: points(values) }])

describe('the workloads of a namespace', () => {
  test('say what could not be read, and keep the rest', async () => {
    const { client } = await asking([
      byQuery({
        cfs_throttled: error('execution', 'too much', 422),
        'resets(': error('execution', 'too much', 422),
        resource_limits: error('execution', 'no limits', 422),
        cpu_usage: series([1, 1, 1, 1, 1, 1, 1]),
      }),
    ])
    const read = await readWorkloads(client, plainMapping, asked)
    if (!read.ok) throw new Error(read.reason)
    expect(read.value.workloads).toMatchObject([
      { ...{ namespace: 'a', kind: 'Deployment', name: 'web' }, cores: Float64Array.of(1, 1, 1, 1, 1, 1, 1) },
    ])
    expect(read.value.workloads[0]?.missing).toEqual([
      'Its memory use is missing: there is no container_memory_working_set_bytes of its pods.',
      'Its throttled share could not be read: it answers with status 422: the error execution: too much.',
      'Its number of ready replicas is missing: kube-state-metrics tells none of this Deployment.',
      'Its number of requests in flight is missing: no metric of it was named.',
      'Its CPU limit could not be read: it answers with status 422: the error execution: no limits.',
      'Its memory limit could not be read: it answers with status 422: the error execution: no limits.',
      'Whether it ran out of memory could not be read: it answers with status 422: the error execution: no limits.',
      'Resets of its CPU counters could not be read: it answers with status 422: the error execution: too much.',
    ])
    expect(read.value.faults).toContain(
      'Namespace a, throttledShare: it answers with status 422: the error execution: too much.',
    )
  })

  test('say of gaps how many points they are, and of a history when it begins and ends', async () => {
    const { client } = await asking([
      byQuery({
        'resets(': success('matrix', []),
        working_set: series([null, null, 5, null, 6, null, null]),
      }),
    ])
    const read = await readWorkloads(client, plainMapping, asked)
    expect(read.ok && read.value.workloads[0]?.missing).toEqual(
      expect.arrayContaining([
        'Its memory use has gaps: 33.3 % of the 3 points from 1970-01-01T00:20:00Z to 1970-01-01T00:40:00Z.',
        'Its history begins at 1970-01-01T00:20:00Z: 20 min of the 60 min asked for.',
        'Its history ends at 1970-01-01T00:40:00Z, before 1970-01-01T01:00:00Z.',
        'Its requests and limits are missing: it sets none, or has no pod at the end of the time.',
      ]),
    )
  })

  test('know a kill without a memory limit, and containers that have none', async () => {
    const { client } = await asking([
      byQuery({
        OOMKilled: success('matrix', [
          { metric: { ...labels, pod: 'p', container: 'c' }, values: points([null, 0, null, 512]) },
        ]),
        kube_pod_container_info: success('vector', [{ metric: labels, value: [3600, '2'] }]),
        resource_limits: success('vector', [{ metric: labels, value: [3600, '4'] }]),
      }),
    ])
    const read = await readWorkloads(client, plainMapping, asked)
    const [web] = read.ok ? read.value.workloads : []
    expect(web?.oomKills).toEqual([
      { atSeconds: 600, limitBytes: null },
      { atSeconds: 1800, limitBytes: 512 },
    ])
    expect(web?.missing).toContain(
      '2 of its containers have no memory limit: the limit of a pod counts only the others.',
    )
  })

  test('are no result where no query went well, or there is no time to ask for', async () => {
    const { client } = await asking([error('execution', 'down', 422)])
    expect(await readWorkloads(client, plainMapping, asked)).toEqual({
      ok: false,
      reason: 'it answers with status 422: the error execution: down',
    })
    expect(await readWorkloads(client, plainMapping, { ...asked, endSeconds: -1 })).toEqual({
      ok: false,
      reason: 'the time asked for is shorter than a step',
    })
  })
})

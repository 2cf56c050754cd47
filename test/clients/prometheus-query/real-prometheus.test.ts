import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  gridOver,
  plainMapping,
  readWorkloads,
  type WorkloadHistory,
  type WorkloadMapping,
} from '../../../src/clients/index.ts'
import { describeWithProgram } from '../../servers/describe-with.ts'
import type { RunningServer } from '../../servers/program.ts'
import { clientOf } from './asking.ts'
import { startBackFilled } from './back-filled-prometheus.ts'
import {
  cluster,
  exportedCluster,
  gibibyte,
  kills,
  moment,
  outage,
  pods,
  scrapeSeconds,
  scrapes,
  startSeconds,
  youngFrom,
} from './recorded-cluster.ts'
import { cores, fullest, throttled, total, windowScrapes } from './recorded-truth.ts'

const endSeconds = startSeconds + (scrapes - 1) * scrapeSeconds
const mapping: WorkloadMapping = {
  ...plainMapping,
  selectors: [{ label: 'cluster', operator: '=', value: cluster }],
  requestsInFlight: 'lewis_requests_in_flight',
  rateWindowSeconds: windowScrapes * scrapeSeconds,
}

describeWithProgram('promtool', 'against a Prometheus with two days of a cluster', (promtool) => {
  let server: RunningServer
  let workloads: WorkloadHistory[] = []
  let faults: string[] = []
  let requests = 0
  beforeAll(async () => {
    server = await startBackFilled(promtool)
    const client = clientOf(server.url)
    const read = await readWorkloads(client, mapping, {
      namespaces: ['lewis-system', 'data', 'empty'],
      startSeconds,
      endSeconds,
      stepSeconds: scrapeSeconds,
    })
    if (!read.ok) throw new Error(read.reason)
    workloads = read.value.workloads
    faults = read.value.faults
    requests = client.requests()
    // Writing the blocks of two days takes seconds, and on a busy machine many.
  }, 240_000)
  afterAll(() => server?.stop())

  const of = (namespace: string, name: string): WorkloadHistory => {
    const found = workloads.find((one) => one.namespace === namespace && one.name === name)
    if (found === undefined) throw new Error(`There is no ${namespace}/${name}.`)
    return found
  }
  const podsOf = (namespace: string, owner: string) =>
    pods.filter((pod) => pod.namespace === namespace && pod.owner.name === owner)

  test('every workload is found under its Deployment or StatefulSet, and no pod that is nobody’s replica', () => {
    expect(workloads.map(({ namespace, kind, name }) => `${namespace} ${kind} ${name}`)).toEqual([
      'data Deployment web',
      'data StatefulSet db',
      'lewis-system Deployment web',
      'lewis-system Deployment young',
      'lewis-system ReplicaSet orphan-1',
    ])
    expect(faults).toEqual([expect.stringContaining('Namespace empty has no workload')])
    // However many workloads there are: twelve for a namespace.
    expect(requests).toBe(3 * 12)
  })

  test.each([
    ['lewis-system', 'web', 'web-6d4'],
    ['lewis-system', 'young', 'young-1'],
    ['lewis-system', 'orphan-1', 'orphan-1'],
    ['data', 'web', 'web-9'],
    ['data', 'db', 'db'],
  ])('the cores, memory and throttling of %s/%s are those that were recorded', (namespace, name, owner) => {
    const workload = of(namespace, name)
    const own = podsOf(namespace, owner)
    const isOut = (scrape: number) =>
      namespace === 'data' && scrape >= outage.from && scrape < outage.to + windowScrapes
    let compared = 0
    for (let scrape = 0; scrape < scrapes; scrape++) {
      const there = own.filter((pod) => pod.from <= scrape)
      // Where a window is not whole, Prometheus extrapolates.
      if (isOut(scrape) || there.length === 0 || there.some(({ from }) => scrape < from + windowScrapes))
        continue
      compared++
      expect(workload.cores?.[scrape]).toBeCloseTo(cores(there, scrape), 10)
      expect(workload.fullestPodBytes?.[scrape]).toBe(fullest(there, scrape))
      const share = throttled(there, scrape)
      if (share !== null) expect(workload.throttledShare?.[scrape]).toBeCloseTo(share, 10)
    }
    expect(compared).toBeGreaterThan(300)
  })

  test('requests in flight are those of all pods together, and null where no pod has the metric', () => {
    const own = podsOf('lewis-system', 'web-6d4')
    const expected = Float64Array.from({ length: scrapes }, (_, scrape) =>
      total(own.filter(({ from }) => from <= scrape).map(({ inFlight }) => inFlight?.[scrape] ?? 0)),
    )
    expect(of('lewis-system', 'web').requestsInFlight).toEqual(expected)
    expect(of('data', 'web').requestsInFlight).toBeNull()
    expect(of('data', 'web').missing).toContain(
      'Its number of requests in flight is missing: there is no lewis_requests_in_flight of its pods.',
    )
  })

  test('ready replicas follow the Deployment', () => {
    const ready = of('lewis-system', 'web').readyReplicas
    expect([ready?.[0], ready?.[719], ready?.[720], ready?.[1440]]).toEqual([2, 2, 3, 3])
    expect(of('data', 'db').readyReplicas?.[5]).toBe(2)
  })

  test('requests and limits are those of one pod with all its containers', () => {
    expect(of('lewis-system', 'web')).toMatchObject({
      requests: { cores: 0.6, memoryBytes: 1.125 * gibibyte },
      limits: { cores: 4, memoryBytes: 8 * gibibyte },
    })
    expect(of('data', 'db')).toMatchObject({
      requests: { cores: 0.5, memoryBytes: gibibyte },
      limits: { cores: null, memoryBytes: 2 * gibibyte },
    })
  })

  test('kills for want of memory have their moment and the limit of then', () => {
    const at = (scrape: number) => startSeconds + scrape * scrapeSeconds
    expect(of('data', 'db').oomKills).toEqual([
      { atSeconds: at(kills.first), limitBytes: gibibyte },
      { atSeconds: at(kills.second), limitBytes: 2 * gibibyte },
    ])
    expect(of('data', 'web').oomKills).toEqual([])
  })

  test('a counter that began anew is counted, and makes no rate negative', () => {
    const { cores, counterResets, missing } = of('data', 'db')
    expect(counterResets).toBe(2)
    expect(cores?.some((value) => value < 0)).toBe(false)
    expect(missing).toContainEqual(expect.stringContaining('began anew 2 times'))
  })

  test('what is missing is said', () => {
    expect(of('lewis-system', 'web').missing).toEqual([])
    expect(of('lewis-system', 'young').missing).toContainEqual(
      `Its history begins at ${moment(youngFrom)}: 12.0 h of the 48.0 h asked for.`,
    )
    expect(of('data', 'db').missing).toEqual([
      // 60 scrapes are lost; at 4 points after the last one a rate still has two samples to look at.
      expect.stringMatching(/^Its CPU use has gaps: \d\.\d % of the 1440 points from /),
      expect.stringMatching(/^Its memory use has gaps: \d\.\d % of the 1441 points from /),
      'Its throttled share is missing, as it is where there is no CPU limit.',
      'Its number of requests in flight is missing: there is no lewis_requests_in_flight of its pods.',
      'It has no CPU limit.',
      expect.stringContaining('Its CPU counters began anew 2 times'),
    ])
    expect(of('lewis-system', 'orphan-1').missing).toContainEqual(
      expect.stringContaining('so is the owner of its ReplicaSet'),
    )
    expect(of('data', 'db').cores?.[outage.from + 10]).toBeNaN()
  })

  test('with a long step the peaks of memory between two points are not missed', async () => {
    const asked = { namespaces: ['data'], startSeconds, endSeconds, stepSeconds: 3600 }
    const read = await readWorkloads(clientOf(server.url), mapping, asked)
    const [web] = read.ok ? read.value.workloads : []
    const memory = podsOf('data', 'web-9')[0]?.containers[0]?.memoryBytes.subarray(120, 151)
    expect(web?.fullestPodBytes?.[5]).toBe(Math.max(...(memory ?? [])))
  })

  test('kube-state-metrics may have its labels under other names', async () => {
    const state = { namespace: 'exported_namespace', pod: 'exported_pod', container: 'exported_container' }
    const selectors = [{ label: 'cluster', operator: '=', value: exportedCluster }] as const
    const read = await readWorkloads(
      clientOf(server.url),
      { ...mapping, state, selectors },
      { namespaces: ['lewis-system'], startSeconds, endSeconds, stepSeconds: 3600 },
    )
    const [web] = read.ok ? read.value.workloads : []
    const own = pods.slice(0, 1)
    expect(web).toMatchObject({ kind: 'Deployment', name: 'web', limits: { cores: 4 }, missing: [] })
    expect(web?.cores?.[5]).toBeCloseTo(cores(own, 150, 30), 10)
    expect(web?.readyReplicas?.[5]).toBe(2)
  })

  describe('the client', () => {
    test('gets the same numbers in many pieces as in one', async () => {
      const query = 'sum by (pod) (container_memory_working_set_bytes{container="app"})'
      const grid = gridOver(startSeconds, endSeconds, scrapeSeconds)
      const whole = await clientOf(server.url).range(query, grid)
      const pieces = clientOf(server.url, { maximumPoints: 97 })
      expect(await pieces.range(query, grid)).toEqual(whole)
      expect(pieces.requests()).toBe(Math.ceil(scrapes / 97))
    })

    test('asks for more points than the server gives at once', async () => {
      const client = clientOf(server.url)
      const grid = gridOver(startSeconds, startSeconds + 30_000, 1)
      const answer = await client.range('vector(time())', grid)
      if (!answer.ok) throw new Error(answer.reason)
      expect(client.requests()).toBe(3)
      const [series] = answer.value.series
      expect(series?.values).toEqual(Float64Array.from({ length: 30_001 }, (_, i) => startSeconds + i))
    })

    test('reads vectors and what is no number, and refuses the rest', async () => {
      const client = clientOf(server.url)
      const value = async (query: string) => {
        const answer = await client.instant(query, endSeconds)
        return answer.ok ? answer.value : answer.reason
      }
      expect(await value('scalar(vector(3))')).toBe('it answers with a scalar in place of a vector')
      expect(await value('vector(0)/0')).toMatchObject({ samples: [{ labels: {}, value: Number.NaN }] })
      expect(await value('vector(-1)/0')).toMatchObject({ samples: [{ value: Number.NEGATIVE_INFINITY }] })
      expect(await value('nothing')).toEqual({ samples: [], warnings: [] })
      expect(await value('kube_statefulset_status_replicas_ready[5m]')).toBe(
        'it answers with a matrix in place of a vector',
      )
      expect(await value('sum(')).toMatch(/^it answers with status 400: the error bad_data: .*parse error/)
      expect(await value('a * on (b) group_left c{')).toMatch(/bad_data/)
      expect(await value('{container="app"} + on () kube_pod_owner')).toMatch(
        /status 422: the error execution/,
      )
    })

    test('compares the clocks', async () => {
      const client = clientOf(server.url, {
        clock: { epochMs: () => Date.now() - 90_000, monotonicMs: () => performance.now() },
      })
      expect(client.clockSkewSeconds()).toBeNull()
      await client.instant('vector(1)', endSeconds)
      expect(client.clockSkewSeconds()).toBeGreaterThan(88)
      expect(client.clockSkewSeconds()).toBeLessThan(92)
    })
  })
})

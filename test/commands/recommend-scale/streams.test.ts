import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { planned } from '../../../src/commands/recommend-scale/planned.ts'
import { recordedWorkloads } from '../../../src/commands/recommend-scale/sampled-workloads.ts'
import { withHistory } from '../../../src/commands/recommend-scale/with-history.ts'
import { streamOf, type WorkloadStream } from '../../../src/commands/recommend-scale/workload-stream.ts'
import type { Sample } from '../../../src/core/index.ts'
import type { RecommendedWorkload, ScaledWorkload } from '../../../src/scaling/index.ts'
import { run as runIn } from '../../cli/run-main.ts'
import { fakeWorld } from '../../fake-world.ts'
import { busy, request } from '../../scaling/planned-request.ts'
import { literalFiles } from '../../worlds.ts'
import { mib } from './sampled-folder.ts'

const { workloads: some } = request(5)

async function listed(stream: WorkloadStream): Promise<ScaledWorkload[]> {
  const all: ScaledWorkload[] = []
  for await (const one of stream.workloads) all.push(one)
  return all
}

test('no more workloads are taken than threads are busy with', async () => {
  const { workloads, ...terms } = request(80)
  let [taken, made, most] = [0, 0, 0]
  async function* counted(): AsyncGenerator<ScaledWorkload> {
    for (const workload of workloads) {
      taken += 1
      // The first ones are held until there are enough of them for threads.
      if (made > 0) most = Math.max(most, taken - made)
      yield workload
    }
  }
  const progress = (text: string): void => {
    made = Number(/\d+/.exec(text)?.[0])
  }
  const { all } = await planned(counted(), terms, { threads: 2 }, busy, {
    world: fakeWorld().world,
    progress,
  })
  expect(all.map(({ workload }) => workload.name)).toEqual(workloads.map(({ name }) => name))
  expect(all.every(({ workload }) => !('facts' in workload))).toBe(true)
  expect([made, most <= 4]).toEqual([80, true])
}, 30_000)

test('what goes wrong while they are read ends it', async () => {
  const { workloads, ...terms } = request(60)
  async function* failing(): AsyncGenerator<ScaledWorkload> {
    yield* workloads.slice(0, 55)
    throw new Error('broken')
  }
  const context = { world: fakeWorld().world, progress() {} }
  await expect(planned(failing(), terms, {}, busy, context)).rejects.toThrow('broken')
}, 30_000)

test('what runs gets its history, and what nobody knows comes last', async () => {
  const [a, b, c] = some as [ScaledWorkload, ScaledWorkload, ScaledWorkload]
  const cluster = streamOf({ workloads: [a, { ...b, cluster: 'east' }, { ...b, cluster: 'west' }] })
  const history = streamOf({
    workloads: [
      { ...b, facts: { ...b.facts, oomKills: [{ atSeconds: 1, limitBytes: 2 }] }, missing: ['gaps'] },
      c,
    ],
    doubts: ['of Prometheus'],
  })
  const joined = withHistory(
    { ...cluster, workloads: cluster.workloads as ScaledWorkload[], doubts: ['of the cluster'] },
    history,
  )
  const all = await listed(joined)
  expect(all.map(({ name, cluster: own }) => [name, own])).toEqual([
    ['w1', 'east'],
    ['w1', 'west'],
    ['w0', undefined],
  ])
  expect(all[0]).toMatchObject({
    facts: { oomKills: [{ limitBytes: 2 }], current: b.facts.current },
    missing: ['gaps'],
  })
  expect(all[2]?.missing).toEqual(['Prometheus does not know it.'])
  expect(joined.doubts).toEqual(['of the cluster', 'of Prometheus'])
})

/** Ten minutes of a sample a minute. */
function recording(values: Record<string, (minute: number) => number>) {
  const samples: Sample[] = Array.from({ length: 10 }, (_, minute) => ({
    at: minute * 60_000,
    v: Object.fromEntries(Object.entries(values).map(([key, of]) => [key, of(minute)])),
  }))
  return { intervalSeconds: 60, machine: null, samples: () => samples }
}

test('samples of many workloads are the same however few are held at once', () => {
  const cpu = (index: number) =>
    [`workload.cpu{workload=w${index}}`, (minute: number) => index + minute] as const
  const memory = (index: number) =>
    [`workload.memory{workload=w${index}}`, (minute: number) => index * minute] as const
  const many = recording(Object.fromEntries([1, 2, 3, 4, 5].flatMap((index) => [cpu(index), memory(index)])))
  const whole = [...recordedWorkloads(many, 'it', {})]
  expect(whole.map(({ name, load }) => [name, load.cores[3], load.memoryBytes[3]])).toEqual(
    [1, 2, 3, 4, 5].map((index) => [`w${index}`, index + 3, index * 3]),
  )
  let passes = 0
  const counted = {
    ...many,
    samples() {
      passes += 1
      return many.samples()
    },
  }
  expect([...recordedWorkloads(counted, 'it', {}, 90)]).toEqual(whole)
  // To see whether it is in order, and what is in it; then two workloads at a time.
  expect(passes).toBe(5)
})

test('pods are added up, the fullest counts, and each is told of by itself to models that judge pods', () => {
  const pods = recording({
    'workload.cpu{pod=a}': () => 1,
    'workload.cpu{pod=b}': (minute) => (minute < 5 ? 3 : Number.NaN),
    'workload.memory{pod=a}': () => 10 * mib,
    'workload.memory{pod=b}': () => 30 * mib,
  })
  const [one] = recordedWorkloads(pods, 'it', { model: 'krr' })
  expect([one?.load.cores[0], one?.load.cores[9], one?.load.memoryBytes[0]]).toEqual([4, 1, 30 * mib])
  expect(one?.pods?.map(({ cores, memoryBytes }) => [cores[0], cores[9], memoryBytes[0]])).toEqual([
    [1, 1, 10 * mib],
    [3, Number.NaN, 30 * mib],
  ])
  expect([...recordedWorkloads(pods, 'it', {})][0]?.pods).toEqual([])
})

/** A Prometheus with a workload `web` in each namespace, that fails of `down`; tells for what it was asked. */
async function prometheus() {
  const asked: string[] = []
  const server = createServer(async (incoming, response) => {
    let body = ''
    for await (const piece of incoming) body += piece
    const form = new URLSearchParams(body)
    const query = form.get('query') ?? ''
    const [, namespace = ''] = /namespace="([^"]+)"/.exec(query) ?? []
    if (!asked.includes(namespace)) asked.push(namespace)
    const metric = { namespace, workload: 'web', kind: 'Deployment' }
    const answer = (data: object, status = 200): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(data))
    }
    if (namespace === 'down') return answer({ status: 'error', errorType: 'execution', error: 'no' }, 422)
    const isRange = incoming.url?.endsWith('query_range') === true
    const start = Number(form.get('start'))
    const value = query.includes('replicas_ready') ? '4' : query.includes('working_set') ? '1e8' : '2'
    const isKnown =
      isRange && /replicas_ready|working_set|usage_seconds/.test(query) && !query.includes('resets(')
    const values = Array.from({ length: 576 }, (_, index) => [start + index * 300, value])
    const result = isKnown ? [{ metric, values }] : []
    answer({ status: 'success', data: { resultType: isRange ? 'matrix' : 'vector', result } })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

test('namespaces are read one after the other, and one that does not tell is not judged', async () => {
  const { url, asked } = await prometheus()
  const names = ['a', 'b', 'down', 'c', 'd']
  const namespaces = names.flatMap((name) => ['--namespace', name])
  const span = ['--until', '2026-01-07T00:00Z', '--last', '2d']
  const args = ['recommend-scale', '--prometheus', url, ...namespaces, ...span]
  const run = (...more: string[]) => runIn([...args, ...more], { files: literalFiles({}) })
  const { output, exitCode } = await run('--json')
  const { data, findings } = JSON.parse(output)
  expect((data.workloads as RecommendedWorkload[]).map(({ namespace }) => namespace)).toEqual([
    'a',
    'b',
    'c',
    'd',
  ])
  expect(findings).toContainEqual(
    expect.objectContaining({ id: 'scale.namespace', instance: 'down', status: 'unknown' }),
  )
  expect(exitCode).toBe(0)
  // Two are read ahead, so that the first three come in any order.
  expect([asked.slice(0, 3).sort(), asked.slice(3)]).toEqual([
    ['a', 'b', 'down'],
    ['c', 'd'],
  ])
  expect((await run('--fail-on', 'over')).exitCode).toBe(3)
}, 30_000)

test('a file is judged by the history that Prometheus has of what it sets', async () => {
  const { url, asked } = await prometheus()
  const yaml = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: a }
spec:
  replicas: 9
  template:
    spec:
      containers:
        - name: web
          resources: { requests: { cpu: 2, memory: 4Gi } }
`
  const span = ['--until', '2026-01-07T00:00Z', '--last', '2d']
  const args = [
    'recommend-scale',
    '--manifest',
    '/web.yaml',
    '--prometheus',
    url,
    '--namespace',
    'a',
    ...span,
  ]
  const run = (...more: string[]) => runIn([...args, ...more], { files: literalFiles({ '/web.yaml': yaml }) })
  const { output } = await run('--json')
  const { data, findings } = JSON.parse(output)
  expect(data.workloads).toMatchObject([
    { namespace: 'a', kind: 'Deployment', name: 'web', current: { replicas: 9, cpuMilli: 2000 } },
  ])
  // Nine pods of two cores for two cores of load.
  expect(findings).toContainEqual(expect.objectContaining({ id: 'scale.over' }))
  expect(asked).toEqual(['a'])
  expect((await run('--fail-on', 'over')).exitCode).toBe(1)
}, 30_000)

import { expect, test } from 'vitest'
import { planned } from '../../../src/commands/recommend-scale/planned.ts'
import { recordedWorkloads } from '../../../src/commands/recommend-scale/sampled-workloads.ts'
import { withHistory } from '../../../src/commands/recommend-scale/with-history.ts'
import { streamOf, type WorkloadStream } from '../../../src/commands/recommend-scale/workload-stream.ts'
import type { Sample } from '../../../src/core/index.ts'
import type { ScaledWorkload } from '../../../src/scaling/index.ts'
import { fakeWorld } from '../../fake-world.ts'
import { busy, request } from '../../scaling/planned-request.ts'
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
      most = Math.max(most, taken - made)
      // Time for whoever would take them all at once.
      await new Promise(setImmediate)
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
  // Two under way, and the next one.
  expect([made, most <= 3]).toEqual([80, true])
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

test('what was said until then is told where nobody goes on to the end', async () => {
  const [a, b] = some as [ScaledWorkload, ScaledWorkload]
  const finding = { id: 'x', title: 'X', status: 'unknown', because: 'y', evidence: {} } as const
  const history = streamOf({ workloads: [a, b], doubts: ['of Prometheus'], findings: [finding] })
  const joined = withHistory({ workloads: [a, b], doubts: [], findings: [] }, history)
  for await (const one of joined.workloads) {
    expect(one.name).toBe('w0')
    break
  }
  expect([joined.doubts, joined.findings]).toEqual([['of Prometheus'], [finding]])
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

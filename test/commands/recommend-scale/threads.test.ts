import { afterAll, expect, test, vi } from 'vitest'
import { planned } from '../../../src/commands/recommend-scale/planned.ts'
import {
  presentRecommended,
  type RecommendRequest,
  recommendScale,
  type ScaleGoal,
} from '../../../src/scaling/index.ts'
import { fakeWorld } from '../../fake-world.ts'
import { csv, mib, sampledFolder, set } from './sampled-folder.ts'

const { file, recommend, workloads, remove } = sampledFolder()
afterAll(remove)

/** Each with another load. */
const many = (count: number): string =>
  csv(1, (minute) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        [`workload.cpu{workload=w${index}}`, (minute % 720 < 300 ? 4 : 1) * (1 + index / 7)],
        [`workload.memory{workload=w${index}}`, (100 + index) * mib],
      ]).flat(),
    ),
  )
file('five.csv', many(5))

test('plans are the same in any number of threads, in the order of the workloads', async () => {
  const given = ['--samples', 'five.csv', ...set, '--slo', 'p99<200ms', '--service', '40ms']
  const plain = await workloads(...given)
  expect(plain.map(({ name }) => name)).toEqual(['w0', 'w1', 'w2', 'w3', 'w4'])
  expect(await workloads(...given, '--threads', '1')).toEqual(plain)
  expect(await workloads(...given, '--threads', '3')).toEqual(plain)
}, 30_000)

const busy = { share: 0.8 }
const goal: ScaleGoal = {
  limits: { busyAtMost: () => 0.8, slotsPerPod: null, startSeconds: 30, metricDelaySeconds: 30 },
  missedShare: 0.005,
  noWorseThan: null,
  headroom: 0,
  everySeconds: 60,
  redundancy: { spare: 0, zones: 1 },
  prices: { corePerMonth: 20, gibPerMonth: 2.5 },
  bounds: {
    leastCpuMilli: 10,
    mostCpuMilli: 16_000,
    leastMemoryBytes: mib,
    mostMemoryBytes: 1e12,
  },
  quota: { cpuMilli: null, memoryBytes: null, pods: null },
  leastReplicas: 1,
  horizonSeconds: 86_400,
  targetConcurrency: 100,
  guide: { targetLoad: 70, minReplicas: 1, maxReplicas: 10 },
}
const request = (count: number): RecommendRequest => ({
  model: 'joint',
  workloads: Array.from({ length: count }, (_, index) => ({
    namespace: null,
    kind: 'Workload',
    name: `w${index}`,
    missing: [],
    facts: {
      load: {
        startSeconds: 0,
        stepSeconds: 300,
        cores: Float64Array.from({ length: 288 }, (_unused, step) => (step % 100 < 40 ? 4 : 1) + index / 7),
        memoryBytes: new Float64Array(288).fill((100 + index) * mib),
        inFlight: null,
      },
      throttled: null,
      oomKills: [],
      current: {
        cpuRequestMilli: 1000,
        cpuLimitMilli: null,
        memoryRequestBytes: 1024 * mib,
        memoryLimitBytes: null,
        replicas: 6,
        autoscaler: null,
      },
    },
  })),
  goal,
  currency: null,
  leastReplicas: null,
  backtest: false,
  failOn: null,
  tolerance: 0.2,
})

test.each([
  [50, 0],
  [51, 51],
])(
  '%d workloads are planned in threads without being told to, or not, with the same plans',
  async (count, told) => {
    const progress = vi.fn()
    const many = request(count)
    const { all, cut } = await planned(many, {}, busy, { world: fakeWorld().world, progress })
    expect([presentRecommended(all, many), cut]).toEqual([recommendScale(many), []])
    expect(progress).toHaveBeenCalledTimes(told)
    if (told > 0) expect(progress).toHaveBeenLastCalledWith('Planned 51 of 51 workloads')
  },
  30_000,
)

test('an interruption ends the threads at once, and leaves the plans that are made', async () => {
  const stop = new AbortController()
  const { world } = fakeWorld({ interrupted: stop.signal })
  const progress = (text: string): void => {
    if (text.startsWith('Planned 3 ')) stop.abort()
  }
  const { all, cut } = await planned(request(60), { threads: 1 }, busy, { world, progress })
  expect(all.map(({ workload }) => workload.name)).toEqual(['w0', 'w1', 'w2'])
  expect(cut).toEqual(['Interrupted: 3 of 60 workloads were planned, and the others are left out.'])
}, 30_000)

test('an interruption before the first plan ends with 130', async () => {
  const stop = new AbortController()
  stop.abort()
  const { world } = fakeWorld({ interrupted: stop.signal })
  await expect(planned(request(60), {}, busy, { world, progress() {} })).rejects.toMatchObject({
    exitCode: 130,
    sentence: 'It was interrupted before the first workload was planned.',
  })
})

test('threads say nothing of other models', async () => {
  const { exitCode, errors } = await recommend('--samples', 'five.csv', '--model', 'hpa', '--threads', '2')
  expect(exitCode).toBe(2)
  expect(errors).toContain('--threads')
})

import { afterAll, expect, test, vi } from 'vitest'
import { planned } from '../../../src/commands/recommend-scale/planned.ts'
import { presentRecommended, recommendScale } from '../../../src/scaling/index.ts'
import { fakeWorld } from '../../fake-world.ts'
import { busy, request } from '../../scaling/planned-request.ts'
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

test.each([
  [50, 0],
  [51, 51],
])(
  '%d workloads are planned in threads without being told to, or not, with the same plans',
  async (count, told) => {
    const progress = vi.fn()
    const many = request(count)
    const { all, cut } = await planned(many.workloads, many, {}, busy, { world: fakeWorld().world, progress })
    expect([presentRecommended(all, many), cut]).toEqual([recommendScale(many), []])
    expect(progress).toHaveBeenCalledTimes(told)
    if (told > 0) expect(progress).toHaveBeenLastCalledWith('Planned 51 workloads')
  },
  30_000,
)

test('an interruption ends the threads at once, and leaves the plans that are made', async () => {
  const stop = new AbortController()
  const { world } = fakeWorld({ interrupted: stop.signal })
  const progress = (text: string): void => {
    if (text.startsWith('Planned 3 ')) stop.abort()
  }
  const { all, cut } = await planned(request(60).workloads, request(60), { threads: 1 }, busy, {
    world,
    progress,
  })
  expect(all.map(({ workload }) => workload.name)).toEqual(['w0', 'w1', 'w2'])
  expect(cut).toEqual(['Interrupted: 3 workloads planned, and the others are left out.'])
}, 30_000)

test('an interruption before the first plan ends with 130', async () => {
  const stop = new AbortController()
  stop.abort()
  const { world } = fakeWorld({ interrupted: stop.signal })
  await expect(
    planned(request(60).workloads, request(60), {}, busy, { world, progress() {} }),
  ).rejects.toMatchObject({
    exitCode: 130,
    sentence: 'It was interrupted before the first workload was planned.',
  })
})

test('threads say nothing of other models', async () => {
  const { exitCode, errors } = await recommend('--samples', 'five.csv', '--model', 'hpa', '--threads', '2')
  expect(exitCode).toBe(2)
  expect(errors).toContain('--threads')
})

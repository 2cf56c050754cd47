import { expect, test } from 'vitest'
import {
  memoryPeaks,
  oomSampleBytes,
  type PodLoad,
  recommendWorkload,
  type ScaledWorkload,
  vpaRecommend,
} from '../../src/scaling/index.ts'
import { request } from './planned-request.ts'

const gib = 2 ** 30
const { workloads, ...terms } = request(1)
const [one] = workloads as [ScaledWorkload]
const { length } = one.facts.load.cores

/** A pod with a steady load, in the steps from one to another. */
const pod = (cores: number, bytes: number, from = 0, to = length): PodLoad => ({
  cores: new Float64Array(length).fill(Number.NaN).fill(cores, from, to),
  memoryBytes: new Float64Array(length).fill(Number.NaN).fill(bytes, from, to),
})
const withPods = (...pods: PodLoad[]): ScaledWorkload => ({ ...one, facts: { ...one.facts, pods } })
const said = (model: 'vpa' | 'krr', workload: ScaledWorkload) =>
  recommendWorkload(workload, { ...terms, model }).recommendation

test('KRR goes by the busiest and by the fullest of the pods', () => {
  const uneven = withPods(pod(0.1, gib), pod(2, gib / 2), pod(0.2, 3 * gib, 10, 12))
  const { proposed } = said('krr', uneven)
  expect(proposed?.cpuRequestMilli).toBe(2000)
  expect(proposed?.memoryRequestBytes).toBeCloseTo(3 * gib * 1.15, -6)
  // Of pods that nobody told apart it can only think as even.
  expect(said('krr', one).proposed?.cpuRequestMilli).toBeLessThan(1000)
})

test('the VerticalPodAutoscaler goes by the samples of all pods together', () => {
  const [light, heavy] = [pod(0.1, gib), pod(2, 2 * gib, 100)]
  const { proposed, because } = said('vpa', withPods(light, heavy))
  const at = (step: number): number => step * 300
  const steps = Array.from({ length }, (_, step) => step)
  const peaksOf = (from: number, bytes: number) => {
    const peaks = memoryPeaks()
    for (const step of steps.slice(from)) peaks.record(at(step), bytes)
    return peaks.peaks()
  }
  const { target } = vpaRecommend({
    cpuSamples: steps.flatMap((step) => [
      { atSeconds: at(step), cores: 0.1 },
      ...(step < 100 ? [] : [{ atSeconds: at(step), cores: 2 }]),
    ]),
    memoryPeaks: [...peaksOf(0, gib), ...peaksOf(100, 2 * gib)],
  })
  expect(proposed).toMatchObject({ cpuRequestMilli: target.cpuMilli, memoryRequestBytes: target.memoryBytes })
  expect(target.cpuMilli).toBeGreaterThan(2000)
  expect(because[0]).toContain(`of ${length + length - 100} samples`)
})

test('a kill is that of the pod that had most then', () => {
  // Of ten alike all but the killed one keep their peak: whose it is decides how many of the ten are raised.
  const small = Array.from({ length: 9 }, () => pod(0.1, gib / 4))
  const kills = [{ atSeconds: 3000, limitBytes: gib }]
  const killed = (...pods: PodLoad[]): number => {
    const calm = withPods(...pods)
    const workload = { ...calm, facts: { ...calm.facts, oomKills: kills } }
    return said('vpa', workload).proposed?.memoryRequestBytes ?? 0
  }
  const large = pod(0.1, gib / 2, 0, 100)
  const late = pod(0.1, gib, 200)
  // The large one is there when it happens, and the one that is larger is not yet.
  const byHand = vpaRecommend({
    cpuSamples: [],
    memoryPeaks: [...small.map(() => gib / 4), oomSampleBytes(gib, gib / 2), gib].map((bytes) => ({
      atSeconds: 86_400,
      bytes,
    })),
  })
  expect(killed(...small, large, late)).toBe(byHand.target.memoryBytes)
  // The order of the pods says nothing.
  expect(killed(late, large, ...small)).toBe(byHand.target.memoryBytes)
})

test.each(['vpa', 'krr'] as const)(
  'what pods were not told apart by is taken to be shared evenly: %s',
  (model) => {
    const none = new Float64Array(length).fill(Number.NaN)
    const even = said(model, one)
    const byCpu = said(
      model,
      withPods({ ...pod(2, gib), memoryBytes: none }, { ...pod(0.1, gib), memoryBytes: none }),
    )
    expect(byCpu.proposed?.memoryRequestBytes).toBe(even.proposed?.memoryRequestBytes)
    expect(byCpu.proposed?.cpuRequestMilli).toBeGreaterThan(even.proposed?.cpuRequestMilli ?? 0)
    expect(byCpu.doubts[0]).toBe(
      'What each of its pods used of memory is not known: they are taken to be alike.',
    )
    const byMemory = said(model, withPods({ ...pod(1, 3 * gib), cores: none }))
    expect(byMemory.proposed?.cpuRequestMilli).toBe(even.proposed?.cpuRequestMilli)
    expect(byMemory.proposed?.memoryRequestBytes).toBeGreaterThan(3 * gib)
    expect(byMemory.doubts[0]).toContain('of CPU is not known')
    expect(even.doubts[0]).not.toContain('pods used')
  },
)

import { describe, expect, test } from 'vitest'
import {
  guideVertical,
  type KnativeInput,
  type KrrInput,
  knativeScale,
  krrSeverity,
  krrSimple,
  krrSimpleLimit,
} from '../../src/scaling/index.ts'
import vertical from '../golden/guide-vertical.json' with { type: 'json' }
import knative from '../golden/knative.json' with { type: 'json' }
import krr from '../golden/krr.json' with { type: 'json' }
import { camelCase } from './camel-case.ts'

const mib = 1_048_576

describe('KRR', () => {
  test.each(krr.recommendations)('$name', ({ simple, simple_limit, ...input }) => {
    expect(krrSimple(input)).toEqual(simple)
    expect(krrSimpleLimit(input)).toEqual(simple_limit)
  })

  const pods = (...cpuPerPodCores: number[][]): KrrInput => ({
    cpuPerPodCores,
    memPerPodBytes: [],
    maxOomKilledLimitBytes: 0,
  })

  test('says nothing with fewer than 100 points, or none of memory', () => {
    const few = pods(
      Array.from({ length: 50 }, () => 1),
      Array.from({ length: 49 }, () => 1),
    )
    expect(krrSimple(few)).toMatchObject({ cpuRequest: null, memoryRequest: null, memoryLimit: null })
    expect(krrSimpleLimit(few)).toEqual({ cpuRequestP66: null, cpuLimitP96: null })
    const enough = pods(
      Array.from({ length: 51 }, () => 1),
      Array.from({ length: 49 }, () => 1),
      [],
    )
    expect(krrSimple(enough)).toMatchObject({ cpuRequest: 1, cpuPerPodP95: [1, 1] })
  })

  test('takes the largest percentile of any pod, which is not that of all samples', () => {
    const input = pods(
      Array.from({ length: 95 }, () => 0.1),
      Array.from({ length: 5 }, () => 2),
    )
    expect(krrSimple(input).cpuRequest).toBe(2)
    expect(krrSimpleLimit(input)).toEqual({ cpuRequestP66: 0.1, cpuLimitP96: 2 })
  })

  test('a killed limit and a quarter counts where it is more than the peak and 15 %', () => {
    const input = { ...pods(), memPerPodBytes: [[200 * mib], [300 * mib]], maxOomKilledLimitBytes: 400 * mib }
    expect(krrSimple(input).memoryRequest).toBe(500 * mib)
    expect(krrSimple({ ...input, maxOomKilledLimitBytes: 100 * mib }).memoryRequest).toBe(345 * mib)
  })

  test.each(krr.severity)('$severity for a change of $resource', (one) => {
    const isCpu = one.resource === 'cpu'
    const bytes = (value: number | null | undefined): number | null =>
      typeof value === 'number' ? value * mib : null
    const current = isCpu ? (one.currentCores ?? null) : bytes(one.currentMiB)
    const recommended = isCpu ? (one.recommendedCores ?? null) : bytes(one.recommendedMiB)
    expect(krrSeverity(isCpu ? 'cpu' : 'memory', current, recommended)).toBe(one.severity)
  })
})

describe('Knative', () => {
  test.each(knative.cases)('$name', ({ steps, ...input }) => {
    const answers = knativeScale({ ...input, steps } as KnativeInput)
    expect(answers.map(({ pods }) => pods)).toEqual(steps.map(({ want }) => want))
    for (const [index, { wantEBC }] of steps.entries())
      expect(Math.abs((answers[index]?.excessBurstCapacity ?? Number.NaN) - wantEBC)).toBeLessThanOrEqual(1)
  })

  const settings = {
    maxScaleUpRate: 1000,
    maxScaleDownRate: 2,
    panicThreshold: 2,
    stableWindowSec: 60,
    reachable: true,
    activationScale: 1,
    totalValue: 10,
  }

  test.each(knative.scale_down_delay)('$name', ({ target, delaySec, steps }) => {
    const answers = knativeScale({
      target,
      targetBurstCapacity: 0,
      settings: { ...settings, maxScaleDownRate: 1000, panicThreshold: 10, scaleDownDelaySec: delaySec },
      initial: null,
      steps: steps.map(({ t, concurrency }) => ({ stable: concurrency, panic: concurrency, ready: 4, t })),
    })
    expect(answers.map(({ pods }) => pods)).toEqual(steps.map(({ want }) => want))
  })

  test('holds its most pods while it panics, and lets go a stable window after the last surge', () => {
    const step = (t: number, panic: number) => ({ stable: 10, panic, ready: 2, t })
    const answers = knativeScale({
      target: 10,
      targetBurstCapacity: -1,
      settings,
      initial: null,
      steps: [step(0, 10), step(2, 100), step(4, 10), step(62, 10), step(63, 10)],
    })
    expect(answers).toEqual([
      { pods: 1, excessBurstCapacity: -1, panicking: false },
      { pods: 10, excessBurstCapacity: -1, panicking: true },
      { pods: 10, excessBurstCapacity: -1, panicking: true },
      { pods: 10, excessBurstCapacity: -1, panicking: true },
      { pods: 1, excessBurstCapacity: -1, panicking: false },
    ])
  })

  test('what cannot be reached goes to zero at once', () => {
    const input: KnativeInput = {
      target: 10,
      targetBurstCapacity: 0,
      settings,
      initial: null,
      steps: [{ stable: 0, panic: 0, ready: 8, t: 0 }],
    }
    expect(knativeScale(input)[0]?.pods).toBe(4)
    expect(knativeScale({ ...input, settings: { ...settings, reachable: false } })[0]?.pods).toBe(0)
  })
})

describe("the guide's vertical rule", () => {
  interface Vector {
    metrics: { cpuPercent: number; memoryPercent: number }
    current: { cpuCores: number; memoryGb: number }
    expected: unknown
  }
  test.each(camelCase<Vector[]>(vertical.cases))('$metrics of $current', ({ metrics, current, expected }) => {
    expect(guideVertical(metrics, current)).toEqual(expected)
  })

  test('takes cores away from what is above its cap', () => {
    const answer = guideVertical({ cpuPercent: 95, memoryPercent: 10 }, { cpuCores: 64, memoryGb: 256 })
    expect(answer).toMatchObject({ cpuCores: 32, memoryGb: 256, scalingNeeded: true })
  })
})

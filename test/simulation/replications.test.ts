import { describe, expect, test } from 'vitest'
import { mmc } from '../../src/capacity/index.ts'
import {
  replicate,
  runSimulation,
  type SimulationModel,
  seedOfRun,
  summaryOf,
} from '../../src/simulation/index.ts'
import { plain } from './models.ts'

const short: SimulationModel = { ...plain, durationSeconds: 100 }
const theory = mmc({ ratePerSecond: 50, serviceSeconds: 0.01, servers: 1 })

describe('replications', () => {
  test('go on until the interval is as narrow as was asked for', () => {
    const [rough, fine] = [0.05, 0.015].map((precision) => replicate(short, { seed: 1, precision }))
    if (rough === undefined || fine === undefined) throw new Error('two summaries')
    expect(rough).toMatchObject({ isPrecise: true, runs: 5 })
    expect(fine.runs).toBeGreaterThan(rough.runs)
    const { value = 0, low = 0, high = 0 } = fine.meanResponse ?? {}
    expect((high - low) / 2).toBeLessThanOrEqual(0.015 * value)
  })

  test('are as many as were asked for at least', () => {
    const runs = [2, 6].map((leastRuns) => replicate(short, { seed: 1, precision: 10, leastRuns }).runs)
    expect(runs).toEqual([2, 6])
  })

  test('say so where they were too few', () => {
    const { isPrecise, runs } = replicate(short, { seed: 1, precision: 1e-6, mostRuns: 7 })
    expect([isPrecise, runs]).toEqual([false, 7])
  })

  test('hold the truth as often as they say', () => {
    let inside = 0
    const tries = 60
    for (let number = 0; number < tries; number++) {
      const { meanResponse } = replicate(
        { ...short, durationSeconds: 20, warmUpSeconds: 2 },
        { seed: 1 + number, precision: 0, leastRuns: 10, mostRuns: 10, level: 0.9 },
      )
      if (
        meanResponse !== null &&
        meanResponse.low <= theory.responseSeconds &&
        theory.responseSeconds <= meanResponse.high
      )
        inside++
    }
    // 54 of 60 are expected; fewer than 46 happen once in two hundred times.
    expect(inside).toBeGreaterThanOrEqual(46)
  })

  test('take a percentile of all requests together', () => {
    const summary = replicate(short, { seed: 3, precision: 0.05 })
    const p99 = summary.responseAt(0.99)
    expect(p99?.low).toBeLessThan(theory.responseAt(0.99))
    expect(p99?.high).toBeGreaterThan(theory.responseAt(0.99))
    expect(summary.response.total).toBe(summary.counts.completed)
    expect(summary.first).toEqual(runSimulation(short, 3))
  })

  test('of a system that answers nobody have no times', () => {
    const dead: SimulationModel = { ...short, zoneLoss: { atSeconds: 0, forSeconds: 1e6, zone: 0 } }
    const summary = replicate(dead, { seed: 1, precision: 0.1, mostRuns: 5 })
    expect(summary).toMatchObject({ meanResponse: null, utilization: null, isPrecise: false })
    expect(summary.responseAt(0.5)).toBeNull()
    expect(summary.gaveUpShare.value).toBe(1)
  })

  test('of one run have no width', () => {
    const { meanWaiting } = summaryOf([runSimulation(short, 1)], 0.95, false)
    expect(meanWaiting.high).toBe(Number.POSITIVE_INFINITY)
  })

  test('of neighbouring seeds share no run, nor a stream of random numbers with any run', () => {
    const all = [0, 1, 2, 3, 2 ** 32 - 1].flatMap((seed) =>
      Array.from({ length: 200 }, (_, index) => seedOfRun(seed, index)),
    )
    const streams = all.flatMap((seed) =>
      Array.from({ length: 15 }, (_, stream) => seed + (stream + 1) * 2 ** 32),
    )
    expect(new Set(streams).size).toBe(streams.length)
    expect(streams.every(Number.isSafeInteger)).toBe(true)
    const tiny: SimulationModel = { ...short, durationSeconds: 5 }
    const means = [1, 2].flatMap((seed) =>
      Array.from(
        { length: 5 },
        (_, index) => runSimulation(tiny, seedOfRun(seed, index)).meanResponseSeconds,
      ),
    )
    expect(new Set(means).size).toBe(10)
  })

  test('are the runs of the seeds that seedOfRun gives', () => {
    const tiny: SimulationModel = { ...short, durationSeconds: 5 }
    const runs = [0, 1, 2].map((index) => runSimulation(tiny, seedOfRun(9, index)))
    const { meanResponse } = replicate(tiny, { seed: 9, precision: 0, leastRuns: 3, mostRuns: 3 })
    expect(meanResponse).toEqual(summaryOf(runs, 0.95, false).meanResponse)
  })
})

import { describe, expect, test } from 'vitest'
import {
  replicate,
  replicateWith,
  runHere,
  runSimulation,
  type SimulationModel,
  type SimulationRunner,
  seedOfRun,
  summaryOf,
} from '../../src/simulation/index.ts'
import { plain } from './models.ts'
import { figuresOf } from './summary-figures.ts'

const model: SimulationModel = { ...plain, durationSeconds: 20, warmUpSeconds: 2 }
const options = { seed: 5, precision: 0.08 }

/** Its runs end last first; those of `broken` seeds fail. */
function lastFirst(width: number, broken: readonly number[] = []) {
  const waiting: (() => void)[] = []
  const seen = { mostAtOnce: 0, seeds: [] as number[] }
  const runner: SimulationRunner = {
    width,
    run: (one, seed) =>
      new Promise((resolve, reject) => {
        seen.seeds.push(seed)
        waiting.push(() =>
          broken.includes(seed) ? reject(new Error('broken')) : resolve(runSimulation(one, seed)),
        )
        seen.mostAtOnce = Math.max(seen.mostAtOnce, waiting.length)
        Promise.resolve().then(() => waiting.pop()?.())
      }),
  }
  return { runner, seen }
}

describe('replications by a runner', () => {
  test.each([1, 2, 3, 7])(
    '%i at once, ending last first, are those of one after the other',
    async (width) => {
      const heard: unknown[] = []
      const { runner, seen } = lastFirst(width)
      const summary = await replicateWith(runner, model, {
        ...options,
        onRun: (runs, estimate) => heard.push([runs, estimate]),
      })
      const alone = replicate(model, options)
      expect(alone.runs).toBeGreaterThan(5)
      expect(figuresOf(summary)).toEqual(figuresOf(alone))
      expect(seen.mostAtOnce).toBe(width)
      expect(heard).toHaveLength(summary.runs)
      expect(heard.at(-1)).toEqual([summary.runs, summary.meanResponse])
    },
  )

  test('begin no run that cannot count', async () => {
    const { runner, seen } = lastFirst(3)
    await replicateWith(runner, model, { ...options, precision: 0, mostRuns: 7 })
    expect(seen.seeds).toEqual(Array.from({ length: 7 }, (_, index) => seedOfRun(5, index)))
  })

  test('in this thread do one run after the other and none too many', async () => {
    const seeds: number[] = []
    const counting: SimulationRunner = {
      width: runHere.width,
      run(one, seed) {
        seeds.push(seed)
        return runHere.run(one, seed)
      },
    }
    const summary = await replicateWith(counting, model, options)
    expect(figuresOf(summary)).toEqual(figuresOf(replicate(model, options)))
    expect(seeds).toHaveLength(summary.runs)
  })

  test('fail with the first run that fails in its turn, and with none that was not needed', async () => {
    const { runs } = replicate(model, options)
    const needed = lastFirst(3, [seedOfRun(5, runs - 1)])
    await expect(replicateWith(needed.runner, model, options)).rejects.toThrow('broken')
    const spare = lastFirst(3, [seedOfRun(5, runs)])
    expect((await replicateWith(spare.runner, model, options)).runs).toBe(runs)
  })

  test('drop what was begun too many', async () => {
    const stuck = lastFirst(2)
    const { runs } = replicate(model, options)
    let isDropped = false
    const runner: SimulationRunner = {
      width: 2,
      run(one, seed, signal) {
        if (seed !== seedOfRun(5, runs)) return stuck.runner.run(one, seed)
        signal?.addEventListener('abort', () => {
          isDropped = true
        })
        return new Promise(() => undefined)
      },
    }
    expect((await replicateWith(runner, model, options)).runs).toBe(runs)
    expect(isDropped).toBe(true)
  })

  test('that are interrupted are those that are over, without one missing in between', async () => {
    const stop = new AbortController()
    const summary = await replicateWith(lastFirst(2).runner, model, {
      ...options,
      signal: stop.signal,
      onRun: (runs) => {
        if (runs === 3) stop.abort()
      },
    })
    const first = [0, 1, 2].map((index) => runSimulation(model, seedOfRun(5, index)))
    expect(figuresOf(summary)).toEqual(figuresOf(summaryOf(first, 0.95, false)))
  })

  test('that are interrupted while they wait do not wait on', async () => {
    const stop = new AbortController()
    const never: SimulationRunner = { width: 2, run: () => new Promise(() => undefined) }
    const ended = replicateWith(never, model, { ...options, signal: stop.signal })
    stop.abort()
    await expect(ended).rejects.toMatchObject({
      sentence: 'The simulation was interrupted before its first run was over.',
      exitCode: 130,
    })
  })

  test('that were interrupted before begin nothing', async () => {
    const { runner, seen } = lastFirst(2)
    const ended = replicateWith(runner, model, { ...options, signal: AbortSignal.abort() })
    await expect(ended).rejects.toThrow('interrupted before its first run')
    expect(seen.seeds).toEqual([])
  })
})

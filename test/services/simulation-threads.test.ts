import { afterEach, describe, expect, test } from 'vitest'
import { type SimulationThreads, simulationThreads } from '../../src/services/index.ts'
import {
  replicate,
  replicateWith,
  runSimulation,
  type SimulationModel,
  seedOfRun,
  summaryOf,
} from '../../src/simulation/index.ts'
import { run } from '../e2e/installed.ts'
import { plain } from '../simulation/models.ts'
import { figuresOf } from '../simulation/summary-figures.ts'

const model: SimulationModel = { ...plain, durationSeconds: 60, windowSeconds: 10 }
/** Hours of work. */
const endless: SimulationModel = { ...plain, durationSeconds: 1e9 }
const wrong: SimulationModel = { ...plain, service: { kind: 'exponential', meanSeconds: -1 } }

const opened: SimulationThreads[] = []
function threads(count: number, signal?: AbortSignal): SimulationThreads {
  const runner = simulationThreads({ threads: count, ...(signal === undefined ? {} : { signal }) })
  opened.push(runner)
  return runner
}
afterEach(async () => {
  await Promise.all(opened.splice(0).map((runner) => runner.close()))
})

describe('runs in threads', () => {
  test.each([1, 2, 3])('are in %i of them what they are in this one', async (count) => {
    const options = { seed: 4, precision: 0.05 }
    const summary = await replicateWith(threads(count), model, options)
    expect(summary.runs).toBeGreaterThan(4)
    expect(figuresOf(summary)).toEqual(figuresOf(replicate(model, options)))
  })

  test('wait for a thread where there are more of them', async () => {
    const runner = threads(2)
    const runs = await Promise.all([1, 2, 3, 4, 5].map((seed) => runner.run(model, seed)))
    expect(runs).toEqual([1, 2, 3, 4, 5].map((seed) => runSimulation(model, seed)))
  })

  test('begin in turn, and no more at once than there are threads', async () => {
    const runner = threads(1)
    const over: number[] = []
    const run = (durationSeconds: number): Promise<unknown> =>
      runner.run({ ...plain, durationSeconds }, 1).then(() => over.push(durationSeconds))
    await Promise.all([run(20_000), run(20), run(2000)])
    expect(over).toEqual([20_000, 20, 2000])
  })

  test('that cannot be say what the simulator says, and others can follow', async () => {
    const runner = threads(1)
    let said: unknown
    try {
      runSimulation(wrong, 1)
    } catch (error) {
      said = error
    }
    await expect(runner.run(wrong, 1)).rejects.toEqual(said)
    await expect(replicateWith(runner, wrong, { seed: 1, precision: 0.1 })).rejects.toEqual(said)
    expect(await runner.run(model, 1)).toEqual(runSimulation(model, 1))
  })

  test('of a thread that dies are an error, and others get a new thread', async () => {
    const runner = threads(1)
    const broken = { ...plain, fleet: null } as unknown as SimulationModel
    const [first, second] = await Promise.allSettled([runner.run(broken, 1), runner.run(model, 2)])
    expect(first).toMatchObject({
      status: 'rejected',
      reason: {
        exitCode: 3,
        sentence: expect.stringMatching(/^A thread that simulates ended before its time: .*null/),
      },
    })
    expect(second).toEqual({ status: 'fulfilled', value: runSimulation(model, 2) })
  })

  test('that nobody asks for any more make room for others, begun or not', async () => {
    const runner = threads(1)
    const [begun, waiting] = [new AbortController(), new AbortController()]
    const dropped = [begun, waiting].map(({ signal }) => runner.run(endless, 1, signal))
    const wanted = runner.run(model, 3)
    waiting.abort()
    await expect(dropped[1]).rejects.toMatchObject({ exitCode: 130 })
    begun.abort()
    await expect(dropped[0]).rejects.toMatchObject({ exitCode: 130 })
    expect(await wanted).toEqual(runSimulation(model, 3))
    await expect(runner.run(model, 4, begun.signal)).rejects.toMatchObject({ exitCode: 130 })
  })
})

test.each([0, 1.5, Number.NaN])('%d threads are none', (count) => {
  expect(() => threads(count)).toThrow(/^Simulations need 1 thread at least/)
})

describe('an interruption', () => {
  test('leaves the runs that are over', async () => {
    const stop = new AbortController()
    const summary = await replicateWith(threads(2, stop.signal), model, {
      seed: 1,
      precision: 0,
      signal: stop.signal,
      onRun: (runs) => {
        if (runs === 3) stop.abort()
      },
    })
    const first = [0, 1, 2].map((index) => runSimulation(model, seedOfRun(1, index)))
    expect(figuresOf(summary)).toEqual(figuresOf(summaryOf(first, 0.95, false)))
  })

  test('ends threads in the middle of a run', async () => {
    const stop = new AbortController()
    const runner = threads(2, stop.signal)
    const runs = [1, 2, 3].map((seed) => runner.run(endless, seed))
    stop.abort()
    for (const one of await Promise.allSettled(runs))
      expect(one).toMatchObject({ status: 'rejected', reason: { exitCode: 130 } })
    await expect(runner.run(model, 1)).rejects.toMatchObject({ exitCode: 130 })
    await expect(threads(1, stop.signal).run(model, 1)).rejects.toMatchObject({ exitCode: 130 })
  })

  test.each([
    ['by its signal', 'stop.abort()', 'The simulation was interrupted before its first run was over.'],
    ['by closing them', 'void runner.close()', 'A simulation was interrupted in the middle of a run.'],
  ])('%s lets the program end, for no thread is left', async (_, how, sentence) => {
    const program = `
      import { replicateWith, simulationThreads } from './dist/index.js'
      const stop = new AbortController()
      const runner = simulationThreads({ threads: 2, signal: stop.signal })
      setTimeout(() => { ${how} }, 300)
      const model = ${JSON.stringify(endless)}
      await replicateWith(runner, model, { seed: 1, precision: 0.01, signal: stop.signal }).catch(({ sentence }) => console.log(sentence))
    `
    const { code, output } = await run(process.execPath, ['--input-type=module', '-e', program])
    expect([code, output]).toEqual([0, `${sentence}\n`])
  })
})

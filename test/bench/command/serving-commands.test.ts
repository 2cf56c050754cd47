import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { type CommandRequest, runCommands } from '../../../src/bench/index.ts'
import { runProgram } from '../../../src/cli/run-program.ts'
import { until } from '../../e2e/process-tree.ts'
import { measuring } from './measuring.ts'

const { world, scratch, session, request } = await measuring()
const log = join(scratch.path, 'log')
const logs = (word: string, then = '') => `sh -c 'echo ${word} >>log${then}'`
const logged = () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [])
const measure = (changes: Partial<CommandRequest>, interrupted = world.interrupted) =>
  runCommands({ ...world, interrupted, run: (one) => runProgram(one, interrupted) }, session, {
    ...request,
    ...changes,
  })
beforeEach(() => rmSync(log, { force: true }))

const served = {
  setup: logs('setup'),
  prepare: [logs('prepare')],
  conclude: [logs('conclude')],
  cleanup: logs('cleanup'),
}

describe('what serves a command', () => {
  it('runs once around all runs and around each of them, warm-ups too', async () => {
    await measure({ ...served, commands: [logs('run')], warmupRuns: 1, minimumRuns: 1, maximumRuns: 1 })
    const once = ['prepare', 'run', 'conclude']
    expect(logged()).toEqual(['setup', ...once, ...once, 'cleanup'])
  })

  it('is set up for every command before the first run, and cleaned up after the last', async () => {
    await measure({
      commands: [logs('{n}')],
      parameters: [{ name: 'n', values: ['1', '2'] }],
      setup: logs('setup{n}'),
      cleanup: logs('cleanup{n}'),
    })
    const words = logged()
    expect(words.slice(0, 2)).toEqual(['setup1', 'setup2'])
    expect(words.slice(2, 6).toSorted()).toEqual(['1', '1', '2', '2'])
    expect(words.slice(6)).toEqual(['cleanup1', 'cleanup2'])
  })

  it('in blocks is set up and cleaned up for one command after the other', async () => {
    const results = await measure({
      isInBlocks: true,
      commands: [logs('{n}')],
      parameters: [{ name: 'n', values: ['1', '2'] }],
      setup: logs('setup{n}'),
      cleanup: logs('cleanup{n}'),
    })
    expect(logged()).toEqual(['setup1', '1', '1', 'cleanup1', 'setup2', '2', '2', 'cleanup2'])
    expect(results.design).toBe('unpaired')
  })

  it('interleaved runs take turns, and the next round turns them round', async () => {
    const results = await measure({ commands: [logs('a'), logs('b')], minimumRuns: 4, maximumRuns: 4 })
    const [one, two, three, four] = [0, 2, 4, 6].map((at) => logged().slice(at, at + 2))
    expect([two, four]).toEqual([one?.toReversed(), three?.toReversed()])
    expect(results.design).toBe('paired')
  })
})

describe('what fails', () => {
  it('in a run is concluded and cleaned up', async () => {
    await expect(measure({ ...served, commands: [logs('run', '; exit 4')] })).rejects.toMatchObject({
      exitCode: 3,
      sentence: expect.stringContaining('ended with exit code 4'),
    })
    expect(logged()).toEqual(['setup', 'prepare', 'run', 'conclude', 'cleanup'])
  })

  it('now and then keeps the whole rounds before it', async () => {
    const counting = `sh -c 'echo x >>log; test $(wc -l <log) -lt 4 || { echo late >&2; exit 9; }'`
    const results = await measure({ commands: [counting], minimumRuns: 10, maximumRuns: 10, output: 'pipe' })
    expect(results.commands[0]?.runs.length).toBe(3)
    expect(results).toMatchObject({
      isPartial: true,
      problem: { sentence: expect.stringContaining('ended with exit code 9: late.') },
    })
  })

  it.each([
    ['--setup', { setup: `sh -c 'echo no database >&2; exit 2'` }],
    ['--prepare', { prepare: [`sh -c 'echo no database >&2; exit 2'`] }],
  ])('as %s names the option and what it said', async (option, changes) => {
    await expect(measure({ ...changes, cleanup: logs('cleanup') })).rejects.toMatchObject({
      exitCode: 3,
      sentence: `The command of ${option}, sh -c 'echo no database >&2; exit 2', ended with exit code 2: no database.`,
    })
    expect(logged()).toEqual(['cleanup'])
  })

  it('as --cleanup keeps all results, and the other clean-ups run', async () => {
    const results = await measure({
      commands: ['true {n}'],
      parameters: [{ name: 'n', values: ['1', '2'] }],
      cleanup: logs('cleanup{n}', '; exit 1'),
    })
    expect(results.commands.map(({ runs }) => runs.length)).toEqual([2, 2])
    expect(results).toMatchObject({
      isPartial: false,
      problem: { sentence: expect.stringContaining('--cleanup') },
    })
    expect(logged()).toEqual(['cleanup1', 'cleanup2'])
  })

  it.each([
    ['a command', { commands: ['true', 'no-such-program'] }],
    ['a clean-up', { cleanup: 'no-such-program' }],
    ['a preparation', { prepare: ['no-such-program'], cleanup: logs('cleanup') }],
  ])('because %s is missing is refused before anything runs', async (_, changes) => {
    await expect(measure({ commands: [logs('run')], ...changes })).rejects.toMatchObject({
      exitCode: 2,
      sentence: expect.stringContaining('no-such-program'),
    })
    expect(logged()).toEqual([])
  })

  it('is not a program that the set-up makes', async () => {
    const setup = `sh -c 'cp /bin/true made'`
    const { commands } = await measure({ commands: ['./made'], setup, cleanup: 'rm made' })
    expect(commands[0]?.runs.length).toBe(2)
  })
})

describe('what is left running', () => {
  it('is ended after each run, and told', async () => {
    const { commands } = await measure({ commands: [`sh -c 'sleep 600 & echo $! >>log'`] })
    expect(commands[0]?.runs.map(({ leftRunning }) => leftRunning)).toEqual([true, true])
    for (const pid of logged()) await until(() => !isRunning(Number(pid)))
  })

  it('by a set-up stays for the runs: it may be the server that they talk to', async () => {
    const setup = `sh -c 'sleep 600 & echo $! >pid'`
    const isThere = `sh -c 'kill -0 $(cat pid)'`
    const { commands } = await measure({ commands: [isThere], setup, cleanup: `sh -c 'kill $(cat pid)'` })
    expect(commands[0]?.runs.length).toBe(2)
  })

  it('at the time limit is ended with its group', async () => {
    const commands = [`sh -c 'sleep 600 & echo $! >>log; wait'`]
    await expect(measure({ commands, timeoutSeconds: 0.3 })).rejects.toMatchObject({
      exitCode: 3,
      sentence: expect.stringContaining('did not end within 300 ms and was ended with all it had started'),
    })
    for (const pid of logged()) await until(() => !isRunning(Number(pid)))
  })
})

describe('an interruption', () => {
  it.each([
    [
      'a run',
      { commands: [`sh -c 'echo now >>log; sleep 600'`], conclude: [logs('conclude')] },
      ['now', 'conclude', 'cleanup'],
    ],
    ['a preparation', { prepare: [`sh -c 'echo now >>log; sleep 600'`] }, ['now', 'cleanup']],
    ['a set-up', { setup: `sh -c 'echo now >>log; sleep 600'` }, ['now', 'cleanup']],
  ])('of %s waits for nothing but what takes it back', async (_, changes, words) => {
    const stop = new AbortController()
    const measured = measure({ ...changes, cleanup: logs('cleanup') }, stop.signal)
    await until(() => logged().includes('now'))
    stop.abort()
    expect(await measured).toMatchObject({ isPartial: true, problem: null })
    expect(logged()).toEqual(words)
  })

  it('keeps whole rounds only', async () => {
    const stop = new AbortController()
    const commands = [logs('a'), `sh -c 'echo b >>log; test $(grep -c b log) -lt 3 || sleep 600'`]
    const measured = measure({ commands, minimumRuns: 9, maximumRuns: 9 }, stop.signal)
    await until(() => logged().filter((word) => word === 'b').length === 3)
    stop.abort()
    const results = await measured
    expect(results.commands.map(({ runs }) => runs.length)).toEqual([2, 2])
  })
})

function isRunning(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}

import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { splitWords } from '../../../src/bench/command/split-words.ts'
import { type CommandRequest, runCommandOnce, runCommands } from '../../../src/bench/index.ts'
import { compareCommands, hyperfineExport } from '../../../src/comparison/index.ts'
import { measuring } from './measuring.ts'

const { world, scratch, session, request: plain } = await measuring()
const request: CommandRequest = {
  ...plain,
  commands: ['sleep 0.01', 'sleep 0.03'],
  warmupRuns: 1,
  minimumRuns: 6,
  maximumRuns: 6,
}
const once = (command: string, changes: Partial<CommandRequest> = {}) =>
  runCommandOnce(world, session, command, { ...request, ...changes, paddingBytes: 0 })
const node = process.execPath

describe('one run', () => {
  it('is measured by the meter on this machine', () => expect(session.meterMissing).toBeNull())
  it('counts the CPU time of a busy loop and none of a sleep', async () => {
    const busy = await once(`${node} -e 'while (process.cpuUsage().user < 3e5);'`)
    expect(busy?.userSeconds).toBeGreaterThanOrEqual(0.3)
    expect(busy?.wallSeconds).toBeGreaterThanOrEqual(0.25)
    const idle = await once('sleep 0.1')
    expect(idle?.wallSeconds).toBeGreaterThanOrEqual(0.1)
    expect((idle?.userSeconds ?? 1) + (idle?.systemSeconds ?? 1)).toBeLessThan(0.05)
    expect(idle?.peakBytes).toBeLessThan(20e6)
  })
  it('sees 200 MB and their page faults', async () => {
    const run = await once(`${node} -e 'Buffer.alloc(200e6, 1)'`)
    expect(run?.peakBytes).toBeGreaterThan(200e6)
    expect((run?.minorFaults ?? 0) + (run?.majorFaults ?? 0)).toBeGreaterThan(500)
  })
  it('records exit codes and signals', async () => {
    expect(await once(`sh -c 'exit 7'`, { ignoreFailure: [7] })).toMatchObject({ exitCode: 7, signal: null })
    expect(await once(`sh -c 'kill -9 $$'`, { ignoreFailure: 'all' })).toMatchObject({
      exitCode: null,
      signal: 9,
    })
  })
  it.each([
    [`sh -c 'exit 7'`, 3, 'exit code 7'],
    ['no-such-program-here', 2, 'no program no-such-program-here'],
    ['sleep "1', 2, 'not closed'],
  ])('%s ends with a sentence', async (command, exitCode, sentence) => {
    await expect(once(command)).rejects.toMatchObject({
      exitCode,
      sentence: expect.stringContaining(sentence),
    })
  })
  it('is ended with its group at the time limit', async () => {
    await expect(once('sleep 600', { timeoutSeconds: 0.2 })).rejects.toMatchObject({ exitCode: 3 })
  })
  it('without the meter has null for what is not known', async () => {
    const bare = { ...session, meter: null, meterMissing: 'none' }
    const run = await runCommandOnce(world, bare, 'true', { ...request, paddingBytes: 9 })
    expect(run).toMatchObject({ exitCode: 0, userSeconds: null, peakBytes: null })
  })
})

describe('rounds', () => {
  it('pair two commands, and the ratio is about that of the sleeps', async () => {
    const results = await runCommands(world, session, request)
    const [one] = compareCommands(results, { index: 0, commands: 2 })
    expect(one?.pairs).toBe(6)
    expect(one?.ratio).toBeGreaterThan(1.3)
    expect(JSON.parse(hyperfineExport(results)).results[1]).toMatchObject({
      command: 'sleep 0.03',
      exit_codes: [0, 0, 0, 0, 0, 0],
    })
  })
  it('replace parameters, prepare, and clean up', async () => {
    const results = await runCommands(world, session, {
      ...request,
      commands: ['test -e {f}'],
      parameters: [{ name: 'f', values: ['a', 'b'] }],
      prepare: ['touch {f}'],
      cleanup: 'rm {f}',
      maximumRuns: 2,
      minimumRuns: 2,
    })
    expect(results.commands.map(({ measured }) => measured.name)).toEqual(['test -e a', 'test -e b'])
    expect(existsSync(`${scratch.path}/a`)).toBe(false)
  })
  it('report the start of a shell', async () => {
    const results = await runCommands(world, session, { ...request, commands: ['true | true'], shell: 'sh' })
    expect(results.shellSeconds).toBeGreaterThan(0)
  })
})

describe('words', () => {
  it.each([
    [`a 'b c' "d \\" e" f\\ g`, ['a', 'b c', 'd " e', 'f g']],
    [`a''b "" x"y"'z'`, ['ab', '', 'xyz']],
    ['  ', []],
    [`"\\a\\$"`, ['\\a$']],
  ])('%s', (line, words) => expect(splitWords(line)).toEqual(words))
})

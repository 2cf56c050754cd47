import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openScratchFolder } from '../../../src/apply/index.ts'
import { meterProgram, readRecord } from '../../../src/bench/command/meter/index.ts'
import { openCommandSession, runCommandOnce } from '../../../src/bench/index.ts'
import { describeWithProgram } from '../../servers/describe-with.ts'
import { measuring } from './measuring.ts'

const { world, session, request } = await measuring()
const scratch = openScratchFolder()
afterAll(() => scratch.remove())
const recordPath = join(scratch.path, 'record-of-a-test')

/** Runs a meter as it is, without a session: `args` are its three files, the program and its words. */
function metered(before: readonly string[], architecture: string, args: readonly string[]) {
  const [program = '', ...rest] = [...before, scratch.write(architecture, meterOf(architecture), 0o700)]
  const { status, stdout } = spawnSync(program, [...rest, recordPath, ...args], { encoding: 'utf8' })
  return { status, stdout, record: readRecord(readFileSync(recordPath)) }
}

function meterOf(architecture: string): Uint8Array {
  const program = meterProgram(architecture)
  if (program === null) throw new Error(`there is no meter for ${architecture}`)
  return program
}

/** What every architecture has to do alike. */
function claims(before: readonly string[], architecture: string): void {
  it('hands exit code, time and memory of a program to its record', () => {
    const { status, record } = metered(before, architecture, [
      '/dev/null',
      '',
      '',
      '/bin/sh',
      'sh',
      '-c',
      'exit 7',
    ])
    expect([status, record]).toEqual([
      0,
      expect.objectContaining({ exitCode: 7, signal: null, wallSeconds: expect.any(Number) }),
    ])
  })
  it('names the signal that ended it', () => {
    const { record } = metered(before, architecture, ['', '', '', '/bin/sh', 'sh', '-c', 'kill -15 $$'])
    expect(record).toMatchObject({ exitCode: null, signal: 15 })
  })
  it('puts files in place of input and output', () => {
    const input = scratch.write('in', 'hello')
    const output = join(scratch.path, 'out')
    metered(before, architecture, [input, output, '', '/bin/cat', 'cat'])
    expect(readFileSync(output, 'utf8')).toBe('hello')
  })
  it.each([
    ['input', 2, ['/no/such/file', '', '', '/bin/true', 'true']],
    ['output', 2, ['', '/no/such/file', '', '/bin/true', 'true']],
    ['errors', 2, ['', '', '/no/such/file', '/bin/true', 'true']],
  ])('tells that it failed at %s with error %i', (stage, errno, args) => {
    expect(metered(before, architecture, args).record).toEqual({ stage, errno })
  })
}

describe.runIf(process.platform === 'linux' && process.arch === 'x64')('the meter of x86-64', () => {
  claims([], 'x64')
  // Not in an emulator, which lets the two processes share no memory.
  it.each([
    ['no file', 2, '/no/such/program'],
    ['no program', 13, '/etc/passwd'],
  ])('tells that what it should start is %s', (_, errno, program) => {
    expect(metered([], 'x64', ['', '', '', program, 'x']).record).toEqual({ stage: 'exec', errno })
  })
  it('counts the clock ticks of a sleep from start to end', () => {
    const { record } = metered([], 'x64', ['', '', '', '/bin/sleep', 'sleep', '0.05'])
    expect(record).toMatchObject({ exitCode: 0 })
    expect(record !== null && 'wallSeconds' in record ? record.wallSeconds : 0).toBeGreaterThanOrEqual(0.05)
  })
  it('says by its own exit code that it cannot write its record', () => {
    const { status } = spawnSync(scratch.write('x64', meterOf('x64'), 0o700), [
      '/no/such/record',
      '',
      '',
      '',
      '/bin/true',
      'true',
    ])
    expect(status).toBe(125)
  })
})

describeWithProgram('qemuAarch64', 'the meter of aarch64, in an emulator', (qemu) => {
  claims([qemu], 'arm64')
})

it('there is none for another architecture', () => expect(meterProgram('riscv64')).toBeNull())

it.each([
  ['cut off', new Uint8Array(199)],
  ['of a stage that there is not', new Uint8Array(200).fill(9)],
])('a record that is %s is none', (_, bytes) => expect(readRecord(bytes)).toBeNull())

describe('where the meter cannot run', () => {
  const bare = { ...session, meter: null, meterMissing: 'not here' }

  it('on another system the session says why', async () => {
    const other = { ...world, platform: { ...world.platform, os: 'darwin' as const } }
    expect((await openCommandSession(other, scratch)).meterMissing).toContain(
      'on Linux on x86-64 and aarch64 only',
    )
  })
  it('in a folder that forbids programs the session says which', async () => {
    const refusing = {
      ...world,
      run: async () => ({ output: '', errors: '', end: 'missing', exitCode: null }) as const,
    }
    const folder = openScratchFolder()
    expect((await openCommandSession(refusing, folder)).meterMissing).toContain(folder.path)
    folder.remove()
  })
  it('wall time and exit code are measured, and the rest is null, not 0', async () => {
    const run = await runCommandOnce(world, bare, `sh -c 'exit 3'`, {
      ...request,
      ignoreFailure: [3],
      paddingBytes: 9,
    })
    expect(run).toEqual({
      wallSeconds: expect.any(Number),
      userSeconds: null,
      systemSeconds: null,
      peakBytes: null,
      minorFaults: null,
      majorFaults: null,
      voluntarySwitches: null,
      involuntarySwitches: null,
      exitCode: 3,
      signal: null,
      leftRunning: false,
    })
  })
  it('input and output go to files all the same', async () => {
    const input = scratch.write('bare-in', 'hello')
    const file = join(scratch.path, 'bare-out')
    await runCommandOnce(world, bare, 'cat', { ...request, input, output: { file }, paddingBytes: 0 })
    expect(readFileSync(file, 'utf8')).toBe('hello')
  })
})

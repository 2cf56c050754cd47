import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Envelope } from '../../src/core/index.ts'
import { arrivals, type LoadtestData, parseStages } from '../../src/traffic/index.ts'
import { describeWithServer } from '../servers/describe-with.ts'
import { type GroundTruth, startGroundTruth } from '../servers/ground-truth/index.ts'
import { freePort, startProgram } from '../servers/program.ts'
import { writeSshClient } from '../servers/ssh-client.ts'
import { prepareSshd, type RunningSshd } from '../servers/sshd.ts'
import { type Ended, installed, start } from './installed.ts'
import { descendants } from './process-tree.ts'

type Result = Envelope<LoadtestData>

const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-generators-'))
const remoteTemporary = join(folder, 'remote-temporary')
let target: GroundTruth
beforeAll(async () => {
  target = await startGroundTruth({ kind: 'constant', ms: 3 })
})
afterAll(async () => {
  await target.stop()
  rmSync(folder, { recursive: true, force: true })
})

describeWithServer('sshd', 'generators over ssh', () => {
  let path = ''
  let server: RunningSshd
  beforeAll(async () => {
    mkdirSync(remoteTemporary)
    // A host of its own has a folder of its own for temporary files.
    server = await startProgram('generator-sshd', (place) =>
      prepareSshd(place, userInfo().username, [`SetEnv TMPDIR=${remoteTemporary}`]),
    )
    const programs = writeSshClient(folder, [
      { name: 'gen1', server },
      { name: 'gen2', server },
      { name: 'nobody', server: { ...server, port: await freePort() } },
    ])
    path = `${programs}:${process.env.PATH}`
  })
  afterAll(() => server.stop())
  const begin = (...args: string[]) =>
    start(process.execPath, [installed, 'loadtest', target.url, ...args], {
      cwd: folder,
      env: { PATH: path },
    })
  const json = async (...args: string[]): Promise<{ ended: Ended; result: Result }> => {
    const ended = await begin(...args, '--json').ended
    return { ended, result: JSON.parse(ended.output) as Result }
  }

  test('share the schedule of one, with their clocks measured and their begins compared', async () => {
    await target.log()
    const stages = '20..60/s:2s,60/s:1s'
    const { result } = await json(
      ...['--generators', 'gen1,gen2', '--stages', stages, '--arrivals', 'poisson', '--seed', '3'],
    )
    const { arrivedMs } = await target.log()
    const parsed = parseStages(stages)
    if (!parsed.ok) throw new Error(parsed.problem)
    const next = arrivals(parsed.value, 'poisson', { seed: 3 })
    let due = 0
    while (next() !== null) due++
    const { counts, generators = [], startSkewSeconds } = result.data
    expect(counts).toMatchObject({ planned: due, sent: due, ok: due, unsent: 0 })
    expect(arrivedMs).toHaveLength(due)
    expect(generators.map(({ name, slice, hasResult }) => [name, slice, hasResult])).toEqual([
      ['gen1', 1, true],
      ['gen2', 2, true],
    ])
    // Both are this machine: their clocks are ours, within what was measured.
    for (const { clock } of generators) {
      if (clock === null) throw new Error('no clock was measured')
      expect(Math.abs(clock.offsetSeconds)).toBeLessThanOrEqual(clock.errorSeconds + 0.002)
    }
    expect(startSkewSeconds).toBeGreaterThanOrEqual(0)
    expect(generatorFolders()).toEqual([])
  })

  test('are not begun where one cannot be reached', async () => {
    await target.log()
    const { ended, result } = await json('--generators', 'gen1,nobody', '--rate', '20/s', '--duration', '2s')
    expect([ended.code, result.error?.sentence]).toEqual([
      3,
      expect.stringContaining('nobody could not be asked'),
    ])
    expect(result.error?.sentence).toContain('The other hosts sent nothing either.')
    expect((await target.log()).arrivedMs).toEqual([])
    expect(generatorFolders()).toEqual([])
  })

  test('of which one dies leave its part unsent, and the run invalid', async () => {
    await target.log()
    const { child, ended } = begin(
      ...['--generators', 'gen1,gen2', '--rate', '40/s', '--duration', '4s', '--json', '--slo', 'p99<10s'],
    )
    await target.seen(20)
    const [line] = descendants(child.pid ?? 0).filter(
      ({ name, command }) => name === 'ssh' && command.includes('gen2'),
    )
    if (line === undefined) throw new Error('there is no ssh to gen2')
    process.kill(line.pid, 'SIGKILL')
    const { code, output } = await ended
    const { data }: Result = JSON.parse(output)
    expect([code, data.validity.verdict]).toEqual([3, 'invalid'])
    expect(data.validity.reasons.join()).toContain('1 of 2 slices are missing (slice 2 on gen2')
    expect(data.counts).toMatchObject({ planned: 160, unsent: 80, sent: 80 })
    expect(data.slo[0]?.status).toBe('unknown')
    expect(data.generators?.[1]).toMatchObject({ name: 'gen2', hasResult: false, sent: 0 })
    await gone()
  })

  test('that are interrupted all stop, and what ran is reported', async () => {
    await target.log()
    const { child, ended } = begin(
      '--generators',
      'gen1,gen2',
      '--rate',
      '40/s',
      '--duration',
      '60s',
      '--json',
    )
    await target.seen(20)
    child.kill('SIGINT')
    const { code, output } = await ended
    const { data, interrupted }: Result = JSON.parse(output)
    expect([code, interrupted]).toEqual([130, true])
    expect(data.generators?.map(({ hasResult }) => hasResult)).toEqual([true, true])
    expect(data.counts.ok).toBeGreaterThanOrEqual(15)
    expect(data.counts.planned).toBeLessThan(1200)
    await gone()
  })

  test('get credentials over the line alone: none is in an argument, a file or the result', async () => {
    // In no other test: all processes of the machine are looked at.
    const secret = 'onlygeneratorsknowthis'
    await target.log()
    const { child, ended } = begin(
      ...['--generators', 'gen1', '--rate', '20/s', '--duration', '2s', '--json', '-v'],
      ...['--header', `Cookie: session=${secret}`],
    )
    await target.seen(5)
    const commands = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && Number(name) !== child.pid)
      .map((pid) => commandOf(Number(pid)))
    expect(commands.filter((command) => command.includes(remoteTemporary))).toHaveLength(1)
    expect(commands.filter((command) => command.includes(secret))).toEqual([])
    const { code, output, errors } = await ended
    expect([code, output.includes(secret), errors.includes(secret)]).toEqual([0, false, false])
  })
})

/** Resolves once no generator runs any more. */
async function gone(): Promise<void> {
  for (let tries = 0; tries < 2000; tries++) {
    if (generatorProcesses().length === 0 && generatorFolders().length === 0) return
    await pause(10)
  }
  throw new Error('a generator still runs')
}

function generatorProcesses(): string[] {
  return commands().filter((command) => command.includes(remoteTemporary))
}

function commands(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => commandOf(Number(pid)))
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

function generatorFolders(): string[] {
  return readdirSync(remoteTemporary)
}

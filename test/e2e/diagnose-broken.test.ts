import { closeSync, constants, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { DiagnoseData } from '../../src/checks/index.ts'
import type { Envelope } from '../../src/core/index.ts'
import { describeWithServer } from '../servers/describe-with.ts'
import { writeSshClient } from '../servers/ssh-client.ts'
import { syntheticMachines, writeTrees } from '../synthetic/index.ts'
import { type Ended, installed, lewisPerf, run, start } from './installed.ts'
import { descendants, type SeenProcess, seen, until } from './process-tree.ts'

const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-broken-'))
const temporary = join(folder, 'temporary')
const healthy = syntheticMachines['Alpine with BusyBox']
if (healthy === undefined) throw new Error('there is no healthy machine')
const trees = writeTrees(healthy)
const roots = ['--root', trees.before, '--root', trees.after]
// Whoever reads the later sample comes to a pipe that says nothing, and stays there.
const pipe = join(trees.after, 'proc/net/sockstat')
const held: number[] = []

beforeAll(async () => {
  mkdirSync(temporary)
  rmSync(pipe)
  await run('mkfifo', ['-m', '644', pipe])
})
afterEach(async () => {
  for (const file of held.splice(0)) closeSync(file)
  // A reader that was left behind would be taken for that of the next test.
  await until(isUnread)
})
afterAll(() => {
  rmSync(folder, { recursive: true })
  trees.remove()
})

/** Begins a diagnosis of which the half is told once `standstill` resolves. */
function begin(argv: readonly string[], path = process.env['PATH'] ?? '') {
  const { child, ended } = start(process.execPath, [installed, 'diagnose', ...argv, '--json'], {
    env: { PATH: path, TMPDIR: temporary },
    cwd: temporary,
  })
  return { pid: child.pid ?? 0, kill: (signal: NodeJS.Signals) => child.kill(signal), ended }
}

/** Resolves when somebody reads the pipe: what comes before it was printed. The reader is kept there until the test is over. */
async function standstill(): Promise<void> {
  held.push(await until(openedForWriting))
}

/** Null where nobody reads the pipe. */
function openedForWriting(): number | null {
  try {
    return openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK)
  } catch {
    return null
  }
}

function isUnread(): boolean {
  const file = openedForWriting()
  if (file !== null) closeSync(file)
  return file === null
}

function resultOf({ output }: Ended): Envelope<DiagnoseData> {
  return JSON.parse(output) as Envelope<DiagnoseData>
}

/** What was heard is judged, the rest is unknown, and a warning says so. */
function expectPart(ended: Ended, host: string, code: number): void {
  const { findings, warnings, data, exitCode } = resultOf(ended)
  expect([ended.code, exitCode]).toEqual([code, code])
  expect(warnings[0]).toContain(`${host} was read only in part: The connection to ${host} ended early (`)
  expect(data.hosts).toEqual([host])
  expect(data.figures[host]).toHaveProperty('loadPerCpu')
  expect(findings.find(({ id }) => id === 'lim.fd-system')).toMatchObject({
    status: 'unknown',
    because: '/proc/sys/fs/file-nr was not answered in time.',
  })
}

/** The process of the server that carries the connection of the process that `is` it. */
function sessionOf(server: number, is: (one: SeenProcess) => boolean): number {
  const carriers = descendants(server).filter(
    ({ pid, name }) => name.startsWith('sshd') && descendants(pid).some(is),
  )
  return carriers.at(-1)?.pid ?? 0
}

describeWithServer('plainSshd', 'a connection that breaks half way', (server) => {
  let path = ''
  beforeAll(() => {
    path = `${writeSshClient(folder, [{ name: 'plain', server: server() }])}:${process.env['PATH']}`
  })
  const ssh = (pid: number) => until(() => descendants(pid).find(({ name }) => name === 'ssh'))

  it('at the other end exits 3 with what was collected', async () => {
    const { ended } = begin([...roots, '--host', 'plain'], path)
    await standstill()
    const session = sessionOf(server().pid, ({ command }) => command.includes(pipe))
    process.kill(session, 'SIGKILL')
    expectPart(await ended, 'plain', 3)
  })

  it('at this end exits 3 with what was collected', async () => {
    const { pid, ended } = begin([...roots, '--host', 'plain'], path)
    await standstill()
    process.kill((await ssh(pid)).pid, 'SIGKILL')
    expectPart(await ended, 'plain', 3)
  })

  it('leaves nothing running there once it would print on', async () => {
    const { pid, ended } = begin([...roots, '--host', 'plain'], path)
    await standstill()
    process.kill((await ssh(pid)).pid, 'SIGKILL')
    await ended
    for (const file of held.splice(0)) closeSync(file)
    await until(() => descendants(server().pid).length === 0)
  })

  it('in the window of a real machine has the first sample', async () => {
    const { ended } = begin(['--host', 'plain', '--window', '20s'], path)
    const sleep = await until(() => descendants(server().pid).find(({ command }) => command === 'sleep 20'))
    process.kill(
      sessionOf(server().pid, ({ pid }) => pid === sleep.pid),
      'SIGKILL',
    )
    const { findings, exitCode, warnings, data } = resultOf(await ended)
    if (seen(sleep.pid) !== null) process.kill(sleep.pid, 'SIGKILL')
    expect(exitCode).toBe(3)
    expect(warnings[0]).toContain('ended early')
    expect(data.figures['plain']).toHaveProperty('loadPerCpu')
    expect(findings.find(({ id }) => id === 'mem.available')).toMatchObject({
      status: 'unknown',
      because: '/proc/meminfo was not answered in time.',
    })
  })

  it('by Ctrl-C exits 130 with what was collected, and leaves no ssh and no file behind', async () => {
    const { pid, kill, ended } = begin([...roots, '--host', 'plain', '--save-facts', 'facts.json'], path)
    await standstill()
    const client = await ssh(pid)
    kill('SIGINT')
    const result = await ended
    expectPart(result, 'plain', 130)
    expect(resultOf(result).warnings[0]).toContain('(interrupted)')
    expect(seen(client.pid)).toBeNull()
    expect(readdirSync(temporary)).toEqual(['facts.json'])
    // What was saved of it says so too.
    const later = await lewisPerf(['diagnose', '--facts', join(temporary, 'facts.json'), '--json'])
    expect(later.code).toBe(3)
    expect(resultOf(later).warnings).toEqual([
      `plain was read only in part: ${temporary}/facts.json was saved of a collection that ended early.`,
    ])
    rmSync(join(temporary, 'facts.json'))
  })
})

describe('a shell that ends in the middle of its output', () => {
  it.each([7000, 9000])('after %d bytes exits 3 with what was collected', async (bytes) => {
    const via = `sh | head -c ${bytes}`
    const ended = await lewisPerf([
      'diagnose',
      '--root',
      trees.before,
      '--root',
      trees.before,
      '--via',
      via,
      '--json',
    ])
    expectPart(ended, via, 3)
  })

  it('by Ctrl-C exits 130 and takes its processes with it', async () => {
    const { pid, kill, ended } = begin([...roots, '--via', 'sh'])
    await standstill()
    const children = descendants(pid)
    kill('SIGTERM')
    const result = await ended
    expectPart(result, 'sh', 130)
    expect(resultOf(result).findings.find(({ id }) => id === 'mem.available')).toMatchObject({
      status: 'pass',
    })
    expect(children.map((one) => seen(one.pid)).filter((one) => one !== null)).toEqual([])
    expect(readdirSync(temporary)).toEqual([])
  })
})

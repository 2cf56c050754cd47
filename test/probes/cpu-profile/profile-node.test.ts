import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { OperatorError, type World } from '../../../src/core/index.ts'
import { takeCpuProfile } from '../../../src/probes/cpu-profile/index.ts'
import type { OpenInspector, ProfilingInspector } from '../../../src/probes/cpu-profile/profile-node.ts'
import { topFunctions } from '../../../src/profiling/index.ts'
import { fakeWorld } from '../../fake-world.ts'
import { literalFiles } from '../../worlds.ts'

const files = literalFiles({ '/proc/7/comm': 'node\n', '/proc/7/exe': { link: '/usr/bin/node' } })
const request = { seconds: 10, mayAttach: true }
const anew = 'V8 compiled the functions of the process anew first: it ran slower for about a second.'
const main =
  'The inspector sees the main thread: worker threads and native code outside JavaScript are not in it.'

/** An inspector that answers `stop` with `profile`, and what it was asked. */
function answering(profile: unknown): { open: OpenInspector; asked: string[] } {
  const asked: string[] = []
  const inspector: ProfilingInspector = {
    async send(method, params) {
      asked.push(params === undefined ? method : `${method} ${JSON.stringify(params)}`)
      if (profile instanceof Error && method === 'Profiler.stop') throw profile
      return method === 'Profiler.stop' ? { profile } : {}
    },
    async close() {
      asked.push('close')
    },
  }
  return {
    asked,
    async open(_, pid, { mayOpen }) {
      asked.push(`open ${pid} ${mayOpen}`)
      return inspector
    },
  }
}

const taken = {
  nodes: [{ id: 1, callFrame: { functionName: 'work', url: '/srv/a.js', lineNumber: 2 } }],
  startTime: 0,
  endTime: 1_003_000,
  samples: [1, 1],
  timeDeltas: [1000, 1_000_000],
}

describe('the CPU profile of a Node process', () => {
  it('is taken by its inspector, which is closed again', async () => {
    const { open, asked } = answering(taken)
    const slept: number[] = []
    const world: World = { ...fakeWorld({ files }).world, sleep: async (ms) => void slept.push(ms) }
    const { profile, takenBy, subject, warnings } = await takeCpuProfile(world, 7, request, open)
    expect(profile.frames).toEqual([{ name: 'work', file: '/srv/a.js', line: 3, kind: 'function' }])
    expect([...profile.nodes.self]).toEqual([1.002])
    expect({ takenBy, subject, warnings }).toEqual({
      takenBy: 'inspector',
      subject: 'node (pid 7)',
      warnings: [anew, main],
    })
    expect(slept).toEqual([500, 500, 10_000])
    expect(asked).toEqual([
      'open 7 true',
      'Profiler.enable',
      'Profiler.setSamplingInterval {"interval":1000}',
      'Profiler.start',
      'Profiler.startPreciseCoverage {"callCount":true,"detailed":false}',
      'Profiler.stopPreciseCoverage',
      'Profiler.startPreciseCoverage {"callCount":true,"detailed":false}',
      'Profiler.stopPreciseCoverage',
      'Profiler.stop',
      'Profiler.start',
      'Profiler.stop',
      'close',
    ])
  })

  it('without consent leaves compiled code alone, and says what is lost', async () => {
    const { open, asked } = answering(taken)
    const slept: number[] = []
    const world: World = { ...fakeWorld({ files }).world, sleep: async (ms) => void slept.push(ms) }
    const { profile, warnings } = await takeCpuProfile(world, 7, { ...request, mayAttach: false }, open)
    expect(profile.nodes.self[0]).toBeCloseTo(1.002, 9)
    expect(slept).toEqual([10_000])
    expect(asked.filter((line) => line.includes('Coverage'))).toEqual([])
    expect(asked[0]).toBe('open 7 false')
    expect(warnings[0]).toMatch(
      /^The time of functions that V8 had compiled into their callers .* with --attach/,
    )
  })

  it('covers the time until an interruption, and says so', async () => {
    const world = fakeWorld({ files, interrupted: AbortSignal.abort() }).world
    const { warnings } = await takeCpuProfile(world, 7, request, answering(taken).open)
    expect(warnings).toEqual(['The profile was interrupted: it covers the time until then.', anew, main])
  })

  it.each([
    ['is damaged', { nodes: [{ id: 1 }] }, 'is damaged: node 1 cannot be read'],
    ['is none', undefined, 'is damaged: a node cannot be read'],
  ])('that %s is refused, and the inspector is closed', async (_, profile, problem) => {
    const { open, asked } = answering(profile)
    const failed = takeCpuProfile(fakeWorld({ files }).world, 7, request, open)
    await expect(failed).rejects.toThrow(OperatorError)
    await expect(failed).rejects.toMatchObject({
      sentence: `The CPU profile that process 7 handed over ${problem}.`,
      exitCode: 3,
    })
    expect(asked.at(-1)).toBe('close')
  })

  it('closes the inspector also where the process is lost', async () => {
    const { open, asked } = answering(new Error('lost'))
    await expect(takeCpuProfile(fakeWorld({ files }).world, 7, request, open)).rejects.toThrow('lost')
    expect(asked.at(-1)).toBe('close')
  })
})

describe('a real Node process', () => {
  let child: ChildProcess | undefined
  afterEach(() => {
    child?.kill('SIGKILL')
  })

  it('shows the function that keeps it busy', async () => {
    const program =
      'function busy() { const end = Date.now() + 20; while (Date.now() < end); setImmediate(busy) } busy()'
    child = spawn(process.execPath, ['--inspect=127.0.0.1:0', '-e', program], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const url = await inspectorUrl(child)
    const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
    const world: World = { ...fakeWorld({ files }).world, sleep }
    const { profile } = await takeCpuProfile(world, 7, { seconds: 0.5, mayAttach: true }, () =>
      connected(url),
    )
    const [first] = topFunctions(profile, 1)
    expect(first).toMatchObject({ name: 'busy', line: 1, kind: 'function' })
    expect(first?.selfShare).toBeGreaterThan(0.5)
    expect(profile.unit).toBe('seconds')
  })
})

async function inspectorUrl(process: ChildProcess): Promise<string> {
  if (process.stderr === null) throw new Error('There is no standard error.')
  for await (const line of createInterface(process.stderr)) {
    const match = /ws:\/\/\S+/.exec(line)
    if (match !== null) return match[0]
  }
  throw new Error('The inspector was not opened.')
}

async function connected(url: string): Promise<ProfilingInspector> {
  const socket = new WebSocket(url)
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  let last = 0
  return {
    send: (method, params) =>
      new Promise((resolve) => {
        const id = ++last
        socket.on('message', (text) => {
          const answer = JSON.parse(String(text))
          if (answer.id === id) resolve(answer.result)
        })
        socket.send(JSON.stringify({ id, method, params }))
      }),
    close: async () => socket.close(),
  }
}

import { afterEach, describe, expect, it } from 'vitest'
import { openInspector } from '../../../src/clients/index.ts'
import { OperatorError, type World } from '../../../src/core/index.ts'
import { sampleHeap } from '../../../src/probes/heap/index.ts'
import { topFunctions } from '../../../src/profiling/index.ts'
import { realWorld, type StartedChild, startNode } from '../../clients/node-child.ts'
import { fakeWorld } from '../../fake-world.ts'
import { literalInspector } from './literal-inspector.ts'

const profile = {
  head: {
    callFrame: { functionName: '(root)', url: '', lineNumber: -1 },
    selfSize: 0,
    children: [{ callFrame: { functionName: 'add', url: 'file:///a.js', lineNumber: 2 }, selfSize: 64 }],
  },
}
const asking = [
  'HeapProfiler.enable',
  'HeapProfiler.startSampling {"samplingInterval":32768}',
  'HeapProfiler.collectGarbage',
  'HeapProfiler.stopSampling',
  'HeapProfiler.disable',
]

describe('sampling a heap', () => {
  it('watches for so long, and looks at what is alive after the garbage is gone', async () => {
    const { inspector, asked } = literalInspector({ 'HeapProfiler.stopSampling': { profile } })
    const slept: number[] = []
    const world: World = { ...fakeWorld().world, sleep: async (ms) => void slept.push(ms) }
    const taken = await sampleHeap(world, inspector, { seconds: 10 })
    expect([...taken.profile.nodes.self]).toEqual([64])
    expect({ ...taken, profile: null }).toEqual({
      profile: null,
      seconds: 0,
      intervalBytes: 32768,
      warnings: [],
    })
    expect(slept).toEqual([10_000])
    expect(asked).toEqual(asking)
  })

  it('tells for how long it watched, and how long the process stood still', async () => {
    let now = 0
    const clock = { epochMs: () => 0, monotonicMs: () => (now += 2000) }
    const { inspector } = literalInspector({ 'HeapProfiler.stopSampling': { profile } })
    const { seconds, warnings } = await sampleHeap({ ...fakeWorld().world, clock }, inspector, {
      seconds: 10,
    })
    expect({ seconds, warnings }).toEqual({
      seconds: 2,
      warnings: ['The process stood still for 2 s while its garbage was collected.'],
    })
  })

  it('covers the time until an interruption, and says so', async () => {
    const { inspector, asked } = literalInspector({ 'HeapProfiler.stopSampling': { profile } })
    const { world } = fakeWorld({ interrupted: AbortSignal.abort() })
    const { warnings } = await sampleHeap(world, inspector, { seconds: 10 })
    expect(warnings).toEqual(['The sampling was interrupted: it covers the time until then.'])
    expect(asked).toEqual(asking)
  })

  it('refuses a damaged profile, and disables the profiler', async () => {
    const { inspector, asked } = literalInspector({ 'HeapProfiler.stopSampling': {} })
    const failed = sampleHeap(fakeWorld().world, inspector, { seconds: 1 })
    await expect(failed).rejects.toThrow(OperatorError)
    await expect(failed).rejects.toMatchObject({
      sentence: 'The heap profile that the process handed over is damaged: a node cannot be read.',
      exitCode: 3,
    })
    expect(asked.at(-1)).toBe('HeapProfiler.disable')
  })

  it('disables the profiler also where the process refuses', async () => {
    const { inspector, asked } = literalInspector({ 'HeapProfiler.startSampling': new Error('no') })
    await expect(sampleHeap(fakeWorld().world, inspector, { seconds: 1 })).rejects.toThrow('no')
    expect(asked.at(-1)).toBe('HeapProfiler.disable')
  })
})

describe('a real Node process', () => {
  let child: StartedChild | undefined
  afterEach(() => child?.end())

  it('shows the function that keeps what it allocates, and not the one that throws it away', async () => {
    child = await startNode([
      '-e',
      `const kept = []
       function keeper() { kept.push(Array.from({ length: 500 }, (_, index) => ({ index }))) }
       function waster() { return Array.from({ length: 5000 }, (_, index) => ({ index })).length }
       setInterval(() => { keeper(); waster() }, 2); console.log('ready')`,
    ])
    const { world } = realWorld()
    const inspector = await openInspector(world, child.pid, { mayOpen: true })
    const { profile: taken, warnings } = await sampleHeap(world, inspector, { seconds: 0.5 })
    await inspector.close()
    const costs = topFunctions(taken, 100, 'total')
    const shareOf = (name: string) => costs.find((cost) => cost.name === name)?.totalShare ?? 0
    expect(shareOf('keeper')).toBeGreaterThan(0.8)
    expect(shareOf('waster')).toBeLessThan(0.1)
    expect(warnings.length).toBeLessThanOrEqual(1)
  })
})

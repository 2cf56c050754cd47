import { afterEach, describe, expect, it } from 'vitest'
import { type Inspector, openInspector } from '../../../src/clients/index.ts'
import { OperatorError, type World } from '../../../src/core/index.ts'
import { snapshotHeap } from '../../../src/probes/heap/index.ts'
import { presentHeapSnapshot } from '../../../src/profiling/index.ts'
import { realWorld, type StartedChild, startNode } from '../../clients/node-child.ts'
import { fakeWorld } from '../../fake-world.ts'
import { type LiteralObject, snapshotText } from '../../profiling/heap/literal-heap.ts'
import { literalInspector } from './literal-inspector.ts'

const heapOf = (count: number): string => {
  const names = Array.from({ length: count }, (_, index) => `s${index}`)
  const sessions = names.map((name): [string, LiteralObject] => [name, { name: 'Session', size: 100_000 }])
  return snapshotText({
    root: { type: 'synthetic', to: [['shortcut', '1', 'global']] },
    global: { size: 8, to: names.map((name) => ['property', 'list', name]) },
    ...Object.fromEntries(sessions),
  })
}

/** An inspector that writes these snapshots one after the other; an error refuses. */
function writing(...snapshots: (string | Error)[]) {
  const peaks = [1000, 5000]
  const found = literalInspector({
    'HeapProfiler.takeHeapSnapshot': () => {
      const next = snapshots.shift()
      if (typeof next !== 'string') throw next
      for (let at = 0; at < next.length; at += 50)
        found.emit('HeapProfiler.addHeapSnapshotChunk', { chunk: next.slice(at, at + 50) })
      return {}
    },
    'Runtime.evaluate': () => ({ result: { type: 'number', value: peaks.shift() } }),
  })
  return found
}

const gone = new OperatorError({ sentence: 'It is gone.', hint: 'See.', exitCode: 3 })
const one = ['HeapProfiler.collectGarbage', 'HeapProfiler.takeHeapSnapshot {"reportProgress":true}']
const peak =
  'Runtime.evaluate {"expression":"process.resourceUsage().maxRSS","returnByValue":true,"silent":true}'
const stood = 'The process stood still for 0 s'
const beside = 'a snapshot takes as much memory again, and several times that where objects are small.'

describe('snapshots of a heap', () => {
  it('are two, each after a collection of garbage, with the time that was asked for between them', async () => {
    const { inspector, asked } = writing(heapOf(1), heapOf(3))
    const slept: number[] = []
    const world: World = { ...fakeWorld().world, sleep: async (ms) => void slept.push(ms) }
    const { snapshots, warnings } = await snapshotHeap(world, inspector, { seconds: 10 })
    expect(snapshots.first).toEqual({ objects: 2, bytes: 100_008, standstillSeconds: 0 })
    expect(snapshots.second).toEqual({ objects: 4, bytes: 300_008, standstillSeconds: 0 })
    expect(snapshots.growth?.growers.map(({ name, added }) => [name, added.count])).toEqual([['Session', 2]])
    expect(slept).toEqual([10_000])
    expect(asked).toEqual([peak, 'HeapProfiler.enable', ...one, ...one, peak, 'HeapProfiler.disable'])
    expect(warnings).toEqual([
      `${stood} and 0 s while its snapshots were written; its memory rose to 4.883 MiB for them.`,
    ])
  })

  it('say how long the process stood still and ran, and do not wait longer than asked for', async () => {
    let now = 0
    const clock = { epochMs: () => 0, monotonicMs: () => (now += 1234) }
    const slept: number[] = []
    const world: World = { ...fakeWorld().world, clock, sleep: async (ms) => void slept.push(ms) }
    const { snapshots, warnings } = await snapshotHeap(world, writing(heapOf(1), heapOf(1)).inspector, {
      seconds: 2,
    })
    expect(slept).toEqual([766])
    expect(snapshots).toMatchObject({ seconds: 2.5, first: { standstillSeconds: 4.936 - 1.234 } })
    expect(warnings[0]).toContain('The process stood still for 3.7 s and 3.7 s while')
  })

  it('are one where the operator interrupts the wait', async () => {
    const controller = new AbortController()
    const { world } = fakeWorld({ interrupted: controller.signal })
    const { inspector, asked } = writing(heapOf(2))
    const { snapshots, warnings } = await snapshotHeap(
      { ...world, sleep: async () => controller.abort() },
      inspector,
      { seconds: 10 },
    )
    expect(snapshots).toMatchObject({ second: null, seconds: null, growth: null })
    expect(snapshots.classes[0]?.name).toBe('global')
    expect(warnings).toEqual([
      'The run was interrupted after the first snapshot: what grows is not known.',
      `${stood} while its snapshot was written; its memory rose to 4.883 MiB for them.`,
    ])
    expect(asked.at(-1)).toBe('HeapProfiler.disable')
  })

  it.each([
    ['is refused', gone, 'There is no second snapshot: It is gone.'],
    [
      'is cut off',
      heapOf(2).slice(0, -50),
      'There is no second snapshot: The heap snapshot that the process handed over is cut off.',
    ],
  ])('are one where the second %s', async (_, second, warning) => {
    const { inspector, asked } = writing(heapOf(2), second)
    const { snapshots, warnings } = await snapshotHeap(fakeWorld().world, inspector, { seconds: 10 })
    expect(snapshots).toMatchObject({ first: { objects: 3 }, second: null, growth: null })
    expect(warnings).toEqual([warning, `${stood} while its snapshot was written; ${beside}`])
    expect(asked.at(-1)).toBe('HeapProfiler.disable')
  })

  it('are one where the operator interrupts the second', async () => {
    const controller = new AbortController()
    const { world } = fakeWorld({ interrupted: controller.signal })
    const { inspector } = literalInspector({})
    const written = writing(heapOf(2))
    const send = async (method: string, params?: Record<string, unknown>) => {
      if (method === 'HeapProfiler.collectGarbage' && written.asked.includes(one[1] ?? '')) {
        controller.abort()
        throw gone
      }
      return written.inspector.send(method, params)
    }
    const { warnings } = await snapshotHeap(
      world,
      { ...inspector, on: written.inspector.on, send },
      { seconds: 1 },
    )
    expect(warnings[0]).toBe('The run was interrupted after the first snapshot: what grows is not known.')
  })

  it('are none where there is no first', async () => {
    const { inspector, asked } = writing('{}')
    await expect(snapshotHeap(fakeWorld().world, inspector, { seconds: 1 })).rejects.toMatchObject({
      sentence: 'The heap snapshot that the process handed over is no heap snapshot.',
      exitCode: 3,
    })
    expect(asked.at(-1)).toBe('HeapProfiler.disable')
    const { world } = fakeWorld({ interrupted: AbortSignal.abort() })
    await expect(snapshotHeap(world, writing().inspector, { seconds: 1 })).rejects.toMatchObject({
      sentence: 'The run was interrupted before a snapshot of the heap was taken.',
      exitCode: 130,
    })
  })
})

describe('a real Node process', () => {
  const started: StartedChild[] = []
  let opened: Inspector | undefined
  afterEach(async () => {
    await opened?.close()
    await Promise.all(started.splice(0).map((child) => child.end()))
  })

  const program = `
    class Session { constructor(index) { this.text = Buffer.alloc(10_000, 'secret' + index).toString('latin1') } }
    const sessions = new Map()
    const add = (count) => { for (let n = 0; n < count; n++) sessions.set(sessions.size, new Session(sessions.size)) }
    globalThis.more = function more() { add(300); return sessions.size }
    add(1000)
    console.log('ready')
    setInterval(() => {}, 1e6)`

  async function childOf(): Promise<{ world: World; inspector: Inspector }> {
    const child = await startNode(['-e', program])
    started.push(child)
    const { world } = realWorld()
    const inspector = await openInspector(world, child.pid, { mayOpen: true })
    opened = inspector
    return { world, inspector }
  }

  it('has the sizes that its objects are known to have, and names what grows and where', async () => {
    const { world, inspector } = await childOf()
    const sleep = async () => void (await inspector.send('Runtime.evaluate', { expression: 'more()' }))
    const { snapshots, warnings } = await snapshotHeap({ ...world, sleep }, inspector, { seconds: 1 })
    const held = (name: string) => snapshots.classes.find((one) => one.name === name)
    // A text of 10,000 bytes has a header of 16 (12 where V8 packs it); a session itself takes a few words more.
    expect(held('Session')?.count).toBe(1300)
    const each = (held('Session')?.retainedBytes ?? 0) / 1300
    expect(each).toBeGreaterThan(10_012)
    expect(each).toBeLessThan(10_012 + 100)
    expect(held('Session')?.shallowBytes).toBeLessThan(1300 * 100)
    expect(held('Map')?.retainedBytes).toBeGreaterThan(held('Session')?.retainedBytes ?? 0)
    const [grower] = snapshots.growth?.growers ?? []
    expect(grower).toMatchObject({
      name: 'Session',
      added: { count: 300 },
      freed: { count: 0 },
      change: { count: 300 },
      keptBy: {
        path: 'global.more -> more() variable sessions -> Map[] -> Session',
        place: 'more() variable sessions -> Map[]',
        share: 1,
      },
    })
    expect((grower?.heldBytes ?? 0) / 300).toBeCloseTo(each, -1)
    const outcome = presentHeapSnapshot(snapshots, { subject: 'node (pid 7)', warnings })
    expect(outcome.headline).toMatch(
      /300 more Session hold 2\.\d+ MiB, kept by more\(\) variable sessions -> Map\[\]\.$/,
    )
    expect(JSON.stringify(outcome)).not.toContain('secret')
    expect(warnings).toHaveLength(1)
  })

  it('does not grow while it rests, and can be looked at again', async () => {
    const { world, inspector } = await childOf()
    for (let time = 0; time < 2; time++) {
      const { snapshots } = await snapshotHeap(world, inspector, { seconds: 0.1 })
      const { data } = presentHeapSnapshot(snapshots, { subject: 'node' })
      expect(data.growth?.suspect).toBeNull()
      expect(Math.abs(snapshots.growth?.change.bytes ?? Number.NaN)).toBeLessThan(50_000)
    }
  })
})

import { afterEach, describe, expect, test } from 'vitest'
import { openSources, type Source } from '../../../src/monitor/index.ts'
import { realWorld, type StartedChild, startNode } from '../../clients/node-child.ts'
import { only, told } from './look-at.ts'

const ready = 'console.log("ready");'
const children: StartedChild[] = []
const opened: Source[] = []
afterEach(async () => {
  // One that answers nobody would be waited for.
  await Promise.all(children.splice(0).map((child) => child.end()))
  await Promise.all(opened.splice(0).map((source) => source.close()))
})

async function started(program: string, ...args: string[]): Promise<StartedChild> {
  const child = await startNode([...args, '-e', program])
  children.push(child)
  return child
}

async function loopOf(child: StartedChild): Promise<{ source: Source; key: (name: string) => string }> {
  const { world } = realWorld()
  const source = only(await openSources(world, [{ kind: 'node', pid: child.pid, mayAttach: true }]))
  opened.push(source)
  return { source, key: (name) => `node.${name}{pid=${child.pid}}` }
}

/** So long a window has to pass in real time: the process counts it itself. */
const windowMs = 500
const pass = () => new Promise((resolve) => setTimeout(resolve, windowMs))

describe('the event loop of a Node process', () => {
  test('that works half of the time in pieces of 100 ms is told to', { retry: 2 }, async () => {
    const child = await started(
      `setInterval(() => { const end = Date.now() + 100; while (Date.now() < end); }, 200); ${ready}`,
    )
    const { source, key } = await loopOf(child)
    await pass()
    await told(source)
    await pass()
    const { values } = await told(source, { withinMs: 3000 })
    expect(values[key('loop-delay')]).toBeGreaterThan(0.05)
    expect(values[key('loop-delay')]).toBeLessThan(0.4)
    expect(values[key('loop-busy')]).toBeGreaterThan(0.3)
    expect(values[key('loop-busy')]).toBeLessThan(0.8)
  })

  test('tells of each look only what was since the look before', { retry: 2 }, async () => {
    const child =
      await started(`process.once('SIGUSR2', () => { const end = Date.now() + 300; while (Date.now() < end); });
      setInterval(() => {}, 1e6); ${ready}`)
    const { source, key } = await loopOf(child)
    process.kill(child.pid, 'SIGUSR2')
    await pass()
    const busy = await told(source, { withinMs: 3000 })
    await pass()
    const idle = await told(source, { withinMs: 3000 })
    expect(busy.values[key('loop-delay')]).toBeGreaterThan(0.2)
    expect(idle.values[key('loop-delay')]).toBeLessThan(0.1)
    expect(idle.values[key('loop-busy')]).toBeLessThan(0.3)
  })

  test('that does not answer is late by at least the time since it did', async () => {
    const child =
      await started(`process.once('SIGUSR2', () => require('node:fs').readSync(0, Buffer.alloc(1)));
      setInterval(() => {}, 1e6); ${ready}`)
    const { source, key } = await loopOf(child)
    // Standard input is a pipe that nobody writes to.
    process.kill(child.pid, 'SIGUSR2')
    await pass()
    const { values } = await told(source, { withinMs: 100 })
    expect(values[key('loop-delay')]).toBeGreaterThan(0.4)
    expect(values[key('loop-busy')]).toBe(1)
  })

  test('is left as it was found', async () => {
    const child = await started(`setInterval(() => {}, 1e6); ${ready}`)
    const { source } = await loopOf(child)
    await told(source, { withinMs: 3000 })
    await source.close()
    expect(child.isAlive()).toBe(true)
    expect(child.printed()).toContain('Debugger listening')
    const { world } = realWorld()
    await expect(
      openSources(world, [{ kind: 'node', pid: child.pid, mayAttach: false }]),
    ).rejects.toMatchObject({
      sentence: `Process ${child.pid} has no open inspector, and opening one changes it.`,
    })
  })

  test('that is gone is told of as gone', async () => {
    const child = await started(`setInterval(() => {}, 1e6); ${ready}`)
    const { source } = await loopOf(child)
    await child.end()
    await expect(told(source)).rejects.toMatchObject({
      sentence: expect.stringContaining('ended the session'),
    })
    await expect(told(source)).rejects.toMatchObject({ sentence: `There is no process ${child.pid}.` })
  })
})

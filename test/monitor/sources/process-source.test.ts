import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, describe, expect, onTestFinished, test } from 'vitest'
import type { World } from '../../../src/core/index.ts'
import { openSources, type SourceWish } from '../../../src/monitor/index.ts'
import { type StartedChild, startChild } from '../../clients/node-child.ts'
import { fakeWorld } from '../../fake-world.ts'
import { realWorld } from '../../probes/collect/real-world.ts'
import { only, told } from './look-at.ts'

const children: StartedChild[] = []
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.end()))
})

/** Burns 0.4 s of CPU time whenever it is asked by SIGUSR2, and says what it has used in all. */
const burner = `
process.on('SIGUSR2', () => {
  const spent = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1e6 }
  const end = spent() + 0.4
  while (spent() < end);
  console.log('spent ' + spent() + ' in all')
})
setInterval(() => {}, 1e6)
console.log('ready')`

async function started(...args: string[]): Promise<StartedChild> {
  const child = await startChild(process.execPath, args)
  children.push(child)
  return child
}

/** Lets the child burn, and hands back what it says that it used until then. */
async function burn(child: StartedChild): Promise<number> {
  const before = spentIn(child).length
  process.kill(child.pid, 'SIGUSR2')
  await expect.poll(() => spentIn(child).length, { timeout: 10_000 }).toBeGreaterThan(before)
  return spentIn(child).at(-1) ?? 0
}

function spentIn(child: StartedChild): number[] {
  return [...child.printed().matchAll(/spent ([\d.]+) in all/g)].map((match) => Number(match[1]))
}

/** The real files, and a clock that a test moves: what was used is then known to the hundredth of a second. */
function movedWorld(): { world: World; clock: { ms: number } } {
  const clock = { ms: 0 }
  return { world: { ...realWorld, clock: { epochMs: () => 0, monotonicMs: () => clock.ms } }, clock }
}

async function opened(world: World, wish: SourceWish) {
  return only(await openSources(world, [wish]))
}

describe('a watched process', () => {
  test('is told to have used what it says that it used', async () => {
    const child = await started('-e', burner)
    const { world, clock } = movedWorld()
    const source = await opened(world, { kind: 'process', pid: child.pid })
    expect(source.name).toBe(`process ${child.pid} (node)`)
    const spentBefore = await burn(child)
    const key = (name: string) => `process.${name}{name=node:${child.pid}}`
    expect((await told(source)).values[key('cpu')]).toBeNull()
    const spent = (await burn(child)) - spentBefore
    clock.ms = 10_000
    const { values } = await told(source)
    expect((values[key('cpu')] ?? 0) * 10).toBeGreaterThan(spent - 0.05)
    expect((values[key('cpu')] ?? 0) * 10).toBeLessThan(spent + 0.05)
    expect(values[key('memory')]).toBeGreaterThan(10e6)
    expect(values[key('count')]).toBe(1)
  })

  test('is told of with its children', async () => {
    const child = await started(
      '-e',
      `require('node:child_process').spawn('sleep', ['1000']).once('spawn', () => console.log('ready'))`,
    )
    const source = await opened(realWorld, { kind: 'process', pid: child.pid })
    const { values } = await told(source)
    expect(values[`process.count{name=node:${child.pid}}`]).toBe(2)
  })

  test('that ends is told of as ended, and no other is taken for it', async () => {
    const child = await started('-e', burner)
    const source = await opened(realWorld, { kind: 'process', pid: child.pid })
    await told(source)
    await child.end()
    await expect(told(source)).rejects.toThrow(`process ${child.pid} (node) ended`)
  })

  test.each<[SourceWish, string]>([
    [{ kind: 'process', pid: 999_999_999 }, 'There is no process 999999999.'],
    [{ kind: 'process', name: 'no-such-program' }, 'No process is called "no-such-program".'],
    [{ kind: 'process', name: '42' }, '42 is the number of a process, not a name.'],
  ])('that is not there is refused: %j', async (wish, sentence) => {
    await expect(openSources(realWorld, [wish])).rejects.toMatchObject({ sentence, exitCode: 2 })
  })

  test('is not watched where there is no Linux', async () => {
    const { world } = fakeWorld()
    const other = { ...world, platform: { ...world.platform, os: 'darwin' } }
    await expect(openSources(other, [{ kind: 'process', pid: 1 }])).rejects.toMatchObject({ exitCode: 3 })
  })
})

describe('the processes of a name', () => {
  function program(): { path: string; name: string } {
    const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-named-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const path = join(folder, `${basename(folder)}.cjs`)
    writeFileSync(path, burner)
    return { path, name: basename(path) }
  }

  test('are told of together', async () => {
    const { path, name } = program()
    await started(path)
    await started(path)
    const source = await opened(realWorld, { kind: 'process', name })
    const { values } = await told(source)
    expect(values[`process.count{name=${name}}`]).toBe(2)
  })

  test('are found again when they were started anew, with a rate from then on', async () => {
    const { path, name } = program()
    const first = await started(path)
    const { world, clock } = movedWorld()
    const source = await opened(world, { kind: 'process', name })
    await told(source)
    await first.end()
    await expect(told(source)).rejects.toMatchObject({ sentence: `No process is called "${name}".` })
    const second = await started(path)
    clock.ms += 1000
    expect((await told(source)).values[`process.cpu{name=${name}}`]).toBeNull()
    const before = await burn(second)
    await told(source)
    const spent = (await burn(second)) - before
    clock.ms += 10_000
    expect(((await told(source)).values[`process.cpu{name=${name}}`] ?? 0) * 10).toBeCloseTo(spent, 0)
  })

  test('that come later are found within ten looks', async () => {
    const { path, name } = program()
    await started(path)
    const source = await opened(realWorld, { kind: 'process', name })
    await told(source)
    await started(path)
    const counts: (number | null | undefined)[] = []
    for (let look = 0; look < 11; look++)
      counts.push((await told(source)).values[`process.count{name=${name}}`])
    expect(counts.at(-1)).toBe(2)
  })
})

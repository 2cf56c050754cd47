import { rmSync } from 'node:fs'
import { afterEach, describe, expect, onTestFinished, test } from 'vitest'
import type { ProcessLine } from '../../../src/core/index.ts'
import { openSources, type Source } from '../../../src/monitor/index.ts'
import { fakeWorld } from '../../fake-world.ts'
import { programFolder, realWorld } from '../../probes/collect/real-world.ts'
import { describeWithProgram, describeWithServer } from '../../servers/describe-with.ts'
import { writeSshClient } from '../../servers/ssh-client.ts'
import { lookAt, only, told } from './look-at.ts'

const opened: Source[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((source) => source.close()))
})

async function machine(command: string): Promise<Source> {
  const source = only(await openSources(realWorld, [{ kind: 'machine', target: { kind: 'via', command } }]))
  opened.push(source)
  return source
}

/** Ten frames a second, each waited for. */
const fast = { intervalMs: 100 }

describe('another machine', () => {
  test.each(['sh', 'exec sh -s'])('tells by %s what this one reads of itself', async (command) => {
    const far = await machine(command)
    const near = only(await openSources(realWorld, [{ kind: 'host' }]))
    await told(near)
    const [first, second, own] = [await told(far, fast), await told(far, fast), await told(near)]
    const keys = (values: Readonly<Record<string, unknown>>) =>
      Object.keys(values)
        .filter((key) => !key.startsWith('cgroup.'))
        .sort()
    expect(keys(second.values)).toEqual(keys(own.values))
    expect(first.values['cpu.usage']).toBeNull()
    expect(second.values['cpu.usage']).not.toBeUndefined()
    expect(second.values['memory.usage']).toBeCloseTo(own.values['memory.usage'] ?? 0, 1)
    expect(second.values['disk.free{mount=/}']).toBeGreaterThan(0)
  })

  test('lists its busiest processes, of which every fifth frame tells', async () => {
    const far = await machine('sh')
    const lists: (readonly ProcessLine[])[] = []
    for (let frame = 0; frame < 7; frame++) {
      const { values, processes } = await told(far, fast)
      expect(values['processes']).toBeGreaterThan(0)
      if (processes !== undefined) lists.push(processes)
    }
    expect(lists.length).toBeGreaterThanOrEqual(1)
    expect(lists.length).toBeLessThanOrEqual(2)
    expect(lists[0]?.length).toBeGreaterThan(0)
    expect(lists[0]?.every(({ cpuCores, residentBytes }) => cpuCores >= 0 && residentBytes >= 0)).toBe(true)
  })

  test('waits for the next frame, and lets go when nobody waits any more', async () => {
    const far = await machine('sleep 60')
    const giveUp = new AbortController()
    const look = far.look(lookAt({ signal: giveUp.signal }))
    giveUp.abort()
    await expect(look).rejects.toThrow('it has not told anything yet')
  })

  test('that cannot be asked says why, and is asked again', async () => {
    const far = await machine('echo no such container >&2; exit 1')
    await expect(told(far)).rejects.toThrow('no such container')
    await expect(told(far)).rejects.toThrow('no such container')
  })

  test('whose connection breaks is told of as gone, and connected to anew', async () => {
    // Its shell ends after two frames of a tenth of a second.
    const far = await machine('{ cat; echo; } | timeout 0.35 sh')
    const seen: string[] = []
    for (let look = 0; look < 30 && seen.at(-1) !== 'again'; look++) {
      try {
        await told(far, fast)
        seen.push(seen.includes('gone') ? 'again' : 'told')
      } catch (cause) {
        if (/the connection ended/.test(String(cause))) seen.push('gone')
      }
    }
    expect(seen[0]).toBe('told')
    expect(seen.slice(-2)).toEqual(['gone', 'again'])
  })

  test('is not asked by what is no name of a host', async () => {
    const { world } = fakeWorld()
    await expect(
      openSources(world, [{ kind: 'machine', target: { kind: 'ssh', host: '-oProxyCommand=x' } }]),
    ).rejects.toMatchObject({ exitCode: 2 })
  })

  test('has no secret of its command in its name', async () => {
    const far = await machine('sh -c "sh -s" --password=hunter22')
    expect(far.name).toBe('via sh -c "sh -s" --password=***')
  })
})

describeWithProgram('busybox', 'a machine with nothing but BusyBox', (busybox) => {
  test('tells the same', async () => {
    const applets = ['sh', 'cat', 'sleep', 'df', 'env', 'timeout']
    const folder = programFolder(Object.fromEntries(applets.map((name) => [name, busybox])))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const far = await machine(`PATH=${folder} ${folder}/sh -s`)
    await told(far, fast)
    const { values } = await told(far, fast)
    expect(values['memory.usage']).toBeGreaterThan(0)
    expect(values['cpu.load1']).not.toBeUndefined()
  })
})

describeWithServer('sshd', 'a machine behind ssh', (sshd) => {
  test('is watched over one connection', async () => {
    const folder = programFolder({})
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const programs = writeSshClient(folder, [{ name: 'box', server: sshd() }])
    const target = {
      kind: 'via',
      command: `PATH=${programs}:$PATH exec ssh -T ${sshd().user}@box sh -s`,
    } as const
    const far = only(await openSources(realWorld, [{ kind: 'machine', target }]))
    opened.push(far)
    await told(far, fast)
    const { values } = await told(far, fast)
    expect(values['memory.usage']).toBeGreaterThan(0)
  })
})

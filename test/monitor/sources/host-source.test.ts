import { describe, expect, test } from 'vitest'
import { openSources } from '../../../src/monitor/index.ts'
import { fakeWorld } from '../../fake-world.ts'
import { realWorld } from '../../probes/collect/real-world.ts'
import { literalFiles, literalPlatform } from '../../worlds.ts'
import { machineTexts } from './literal-machine.ts'
import { only, told } from './look-at.ts'

const processes = {
  '/proc/1/stat': '1 (init) S 0 1 1 0 -1 4194560 1 0 0 0 100 0 0 0 20 0 1 0 5 1000000 10 0\n',
  '/proc/1/cmdline': '/sbin/init\0',
  '/proc/77/stat': '77 (worker) S 1 1 1 0 -1 4194560 1 0 0 0 100 0 0 0 20 0 1 0 50 1000000 10 0\n',
  '/proc/77/cmdline': 'worker\0--token\0abcdef\0',
}

/** A world whose clock a test moves, and that counts what it is asked. */
function countedWorld() {
  const counts = { text: 0, space: 0, entries: 0 }
  const files = literalFiles(
    { ...machineTexts, ...processes },
    { '/': { totalBytes: 100, usedBytes: 60, availableBytes: 30 } },
  )
  const clock = { ms: 0 }
  const { world } = fakeWorld({
    files: {
      ...files,
      kernelText: (path) => {
        counts.text++
        return files.text(path)
      },
      text: (path) => {
        counts.text++
        return files.text(path)
      },
      entries: (path) => {
        counts.entries++
        return files.entries(path)
      },
      space: (path) => {
        counts.space++
        return files.space(path)
      },
    },
  })
  return { world: { ...world, clock: { epochMs: () => 0, monotonicMs: () => clock.ms } }, counts, clock }
}

describe('this machine', () => {
  test('is read by few files in most looks, its limits and filesystems at every tenth', async () => {
    const { world, counts, clock } = countedWorld()
    const source = only(await openSources(world, [{ kind: 'host' }]))
    const reads: number[] = []
    const spaces: number[] = []
    for (let look = 0; look < 22; look++) {
      Object.assign(counts, { text: 0, space: 0 })
      await told(source)
      reads.push(counts.text)
      spaces.push(counts.space)
      clock.ms += 1000
    }
    expect(Math.min(...reads)).toBeLessThanOrEqual(9)
    // With processes and limits, of which there are few here.
    expect(Math.max(...reads)).toBeLessThan(50)
    expect(spaces.flatMap((count, look) => (count > 0 ? [look] : []))).toEqual([0, 10, 20])
  })

  test('tells of its filesystems in each look', async () => {
    const { world } = countedWorld()
    const source = only(await openSources(world, [{ kind: 'host' }]))
    await told(source)
    const { values } = await told(source)
    expect(values).toMatchObject({ 'disk.usage{mount=/}': 2 / 3, 'disk.free{mount=/}': 30, processes: 2 })
  })

  test('lists its busiest processes in the second look and at every fifth', async () => {
    const { world, clock } = countedWorld()
    const source = only(await openSources(world, [{ kind: 'host' }]))
    const listed: number[] = []
    for (let look = 0; look < 12; look++) {
      const { processes: lines } = await told(source)
      if (lines !== undefined) listed.push(look)
      clock.ms += 1000
    }
    expect(listed).toEqual([1, 5, 10])
  })

  test('lists them less often where that takes long', async () => {
    const { world, clock } = countedWorld()
    const slow = {
      ...world,
      files: {
        ...world.files,
        // As where there are thousands of them: 50 ms for a list.
        entries: (path: string) => {
          clock.ms += 50
          return world.files.entries(path)
        },
      },
    }
    const source = only(await openSources(slow, [{ kind: 'host' }]))
    const listed: number[] = []
    for (let look = 0; look < 30; look++) {
      const { processes: lines } = await told(source)
      if (lines !== undefined) listed.push(look)
      clock.ms += 1000
    }
    expect(listed).toEqual([1, 15, 25])
  })

  test('that is no Linux is refused', async () => {
    const { world } = fakeWorld()
    await expect(
      openSources({ ...world, platform: literalPlatform({ os: 'darwin' }) }, [{ kind: 'host' }]),
    ).rejects.toMatchObject({ exitCode: 3 })
  })

  test('as it really is tells shares between 0 and 1, and nothing below 0', async () => {
    const source = only(await openSources(realWorld, [{ kind: 'host' }]))
    await told(source)
    const end = performance.now() + 150
    while (performance.now() < end) Math.sqrt(end)
    const { values } = await told(source)
    for (const [key, value] of Object.entries(values)) {
      expect([key, Number.isFinite(value ?? 0)]).toEqual([key, true])
      expect([key, (value ?? 0) >= 0]).toEqual([key, true])
      if (/usage|iowait|steal|busy|pressure|throttled/.test(key))
        expect([key, (value ?? 0) <= 1]).toEqual([key, true])
    }
    expect(values['memory.used']).toBeGreaterThan(1e6)
    expect(values['processes']).toBeGreaterThan(0)
    expect(Object.keys(values)).toContain('disk.usage{mount=/}')
  })
})

describe('one monitor', () => {
  test('watches one machine', async () => {
    const { world } = fakeWorld()
    await expect(
      openSources(world, [{ kind: 'host' }, { kind: 'machine', target: { kind: 'ssh', host: 'box' } }]),
    ).rejects.toMatchObject({ exitCode: 2, sentence: 'One monitor watches one machine.' })
  })
})

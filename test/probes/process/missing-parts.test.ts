import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { presentProcess, watchProcess } from '../../../src/probes/process/index.ts'
import { fakeWorld } from '../../fake-world.ts'
import type { LiteralFile } from '../../worlds.ts'
import { damaged, plan } from '../facts/damaged-text.ts'
import { oddNumber } from '../facts/odd-number.ts'
import { first, last } from './literal-frames.ts'
import { framedWorld } from './literal-proc.ts'

const window = { windowSeconds: 2 }

describe('what may not be read', () => {
  const denied = { missing: 'denied' } as const
  const hidden = (frame: Record<string, LiteralFile>): Record<string, LiteralFile> => {
    const { '/proc/7/fd/0': _, '/proc/7/fd/3': __, ...files } = frame
    for (const path of Object.keys(files)) if (path.endsWith('/wchan')) files[path] = '0'
    return { ...files, '/proc/7/io': denied, '/proc/7/smaps_rollup': denied }
  }

  it('is unknown with its reason, and said to need root', async () => {
    const { world } = framedWorld([hidden(first), hidden(last)])
    const files: typeof world.files = {
      ...world.files,
      entries: (path) =>
        path === '/proc/7/fd' ? { ok: false, reason: 'denied' } : world.files.entries(path),
    }
    const watch = await watchProcess({ ...world, files }, '7', window)
    expect(watch).toMatchObject({ io: null, files: null, sockets: null, memory: { proportionalBytes: null } })
    expect(watch.missing).toEqual([
      { what: 'reads and writes', path: '/proc/7/io', reason: 'denied' },
      { what: 'its share of memory (PSS)', path: '/proc/7/smaps_rollup', reason: 'denied' },
      { what: 'open files and sockets', path: '/proc/7/fd', reason: 'denied' },
      { what: 'what its threads wait for', path: '/proc/7/wchan', reason: 'denied' },
    ])
    expect(presentProcess(watch).warnings).toEqual([
      'Reads and writes, its share of memory (PSS), open files and sockets and what its threads wait for: only its owner and root may see that, so run as root for it.',
    ])
  })

  it('or is not there is said so', async () => {
    const { '/proc/7/smaps_rollup': _, ...older } = last
    const { world } = framedWorld([first, { ...older, '/proc/7/limits': { missing: 'unreadable' } }])
    const watch = await watchProcess(world, '7', window)
    expect(presentProcess(watch).warnings).toEqual([
      'Its share of memory (PSS): not told here, for there is no /proc/7/smaps_rollup.',
      'The limit of open files: not known, for /proc/7/limits could not be read.',
    ])
    expect(watch.files?.limit).toBeNull()
  })

  it('at all is an error', async () => {
    const { world } = framedWorld([{ '/proc/7/status': 'Name:\tx\nTgid:\t7\n' }])
    await expect(watchProcess(world, '7', window)).rejects.toMatchObject({
      sentence: 'Process 7 ended, or may not be read, before it could be watched.',
      exitCode: 3,
    })
    const { world: damage } = framedWorld([{ ...first, '/proc/7/stat': 'damage' }])
    await expect(watchProcess(damage, '7', window)).rejects.toMatchObject({
      sentence: 'What /proc/7/stat says cannot be understood.',
      exitCode: 3,
    })
  })

  it('on another system is all', async () => {
    const { world } = fakeWorld()
    const mac = { ...world, platform: { ...world.platform, os: 'darwin' } }
    await expect(watchProcess(mac, '7', window)).rejects.toMatchObject({
      sentence: 'Processes can be watched on Linux only.',
      exitCode: 3,
    })
  })
})

it('damaged files never throw anything but a reasoned error, and make no odd number', async () => {
  const texts = Object.values({ ...first, ...last }).filter((file) => typeof file === 'string')
  const paths = Object.keys(last).filter((path) => path !== '/proc/7/fd/0' && path !== '/proc/7/fd/3')
  await fc.assert(
    fc.asyncProperty(plan, plan, async (one, other) => {
      const path = paths[(one[0] ?? 0) % paths.length] ?? ''
      const { world } = framedWorld([
        { ...first, [path]: damaged(texts, one) },
        { ...last, [path]: damaged(texts, other) },
      ])
      try {
        const watch = await watchProcess(world, '7', { windowSeconds: 0.1 })
        expect(oddNumber(watch)).toBeNull()
        // A number that is none is null in JSON: the word itself came from a damaged file, as part of a name.
        if (!/NaN|undefined/.test(JSON.stringify(watch)))
          expect(presentProcess(watch).headline).not.toMatch(/NaN|undefined/)
      } catch (error) {
        expect(error).toMatchObject({ name: 'OperatorError' })
      }
    }),
    { numRuns: 10_000 },
  )
}, 120_000)

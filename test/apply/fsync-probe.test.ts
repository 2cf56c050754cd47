import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { probeFsync } from '../../src/apply/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-fsync-'))
afterAll(() => rmSync(folder, { recursive: true }))

function world(msPerLook: number, interrupted = new AbortController().signal) {
  let atMs = 0
  const monotonicMs = () => {
    atMs += msPerLook
    return atMs
  }
  return { clock: { epochMs: () => 0, monotonicMs }, interrupted, directory: '/' }
}

describe('the fsync probe', () => {
  it('times 456 writes and leaves nothing behind', async () => {
    expect(await probeFsync(world(2), folder)).toEqual({
      directory: folder,
      samples: 456,
      p50Seconds: 0.002,
      p99Seconds: 0.002,
      maxSeconds: 0.002,
    })
    expect(readdirSync(folder)).toEqual([])
  })

  it('ends after 10 s on a slow disk', async () => {
    expect(await probeFsync(world(1000), folder)).toMatchObject({ samples: 10, maxSeconds: 1 })
  })

  it('ends at an interruption with what there is, and leaves nothing behind', async () => {
    expect(await probeFsync(world(1, AbortSignal.abort()), folder)).toMatchObject({ samples: 1 })
    expect(readdirSync(folder)).toEqual([])
  })

  it('refuses a folder that is not there', async () => {
    await expect(probeFsync(world(1), join(folder, 'nowhere'))).rejects.toMatchObject({
      exitCode: 2,
      sentence: `--probe-disk could not make a file in ${join(folder, 'nowhere')}: it is not there, or takes no files.`,
    })
  })

  it('refuses a folder where no file can be made', async () => {
    await expect(probeFsync(world(1), '/proc')).rejects.toMatchObject({ exitCode: 2 })
  })
})

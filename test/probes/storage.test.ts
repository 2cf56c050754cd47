import { describe, expect, it } from 'vitest'
import { gatherStorage } from '../../src/probes/storage.ts'
import { literalFiles } from '../worlds.ts'

const space = { totalBytes: 1000, availableBytes: 250 }

describe('the filesystem of a path', () => {
  it('is measured at the path', () => {
    expect(
      gatherStorage(literalFiles({}, { '/data': space, '/': { totalBytes: 5, availableBytes: 5 } }), '/data'),
    ).toEqual({
      ok: true,
      atMs: 0,
      value: { path: '/data', ...space, because: 'The filesystem that holds /data.' },
    })
  })

  it('is measured at the nearest ancestor that exists', () => {
    expect(gatherStorage(literalFiles({}, { '/data': space }), '/data/lewis/scans')).toMatchObject({
      value: {
        path: '/data',
        because: 'The filesystem that holds /data, the nearest folder above /data/lewis/scans that exists.',
      },
    })
  })

  it('is absent when nothing exists, and unreadable when it has no size', () => {
    expect(gatherStorage(literalFiles({}), '/data')).toEqual({ ok: false, reason: 'absent' })
    const proc = literalFiles({}, { '/proc': { totalBytes: 0, availableBytes: 0 } })
    expect(gatherStorage(proc, '/proc')).toEqual({ ok: false, reason: 'unreadable' })
  })

  it('is not sought elsewhere when the path is denied', () => {
    const files = literalFiles({}, { '/': space })
    const denied = {
      space: (path: string) =>
        path === '/' ? files.space(path) : ({ ok: false, reason: 'denied' } as const),
    }
    expect(gatherStorage(denied, '/secret')).toEqual({ ok: false, reason: 'denied' })
  })

  it('that is full has 0 bytes left, which is a fact', () => {
    const full = literalFiles({}, { '/': { totalBytes: 1000, availableBytes: 0 } })
    expect(gatherStorage(full, '/')).toMatchObject({ ok: true, value: { availableBytes: 0 } })
  })
})

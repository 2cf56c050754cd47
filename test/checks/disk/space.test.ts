import { describe, expect, it } from 'vitest'
import { diskSpace } from '../../../src/checks/disk/index.ts'
import { quantity } from '../../../src/core/index.ts'
import { culprits, filesystem, finding, findings, gib, mount } from './samples.ts'

const mib = 2 ** 20

describe('disk space', () => {
  it.each([
    { claim: '89 % of a small disk is fine', size: 40 * gib, used: 35.6 * gib, status: 'pass' },
    { claim: '90 % of a small disk warns', size: 40 * gib, used: 36 * gib, status: 'warn' },
    { claim: '98 % of a small disk fails', size: 100 * gib, used: 98 * gib, status: 'fail' },
    { claim: '98 % of a tmpfs of 64 MiB fails', size: 64 * mib, used: 62.9 * mib, status: 'fail' },
    { claim: '90 % of a large disk is only told', size: 1000 * gib, used: 900 * gib, status: 'info' },
    {
      claim: '99 % of a huge disk with 5 GiB left is only told',
      size: 500 * gib,
      used: 495 * gib,
      status: 'info',
    },
    { claim: 'with less than 5 GiB left it fails', size: 500 * gib, used: 495.1 * gib, status: 'fail' },
    { claim: 'an empty one is fine', size: gib, used: 0, status: 'pass' },
  ])('$claim', ({ size, used, status }) => {
    expect(finding(diskSpace, { filesystems: [filesystem(size, used)] }, null)).toMatchObject({ status })
  })

  it('counts of what an ordinary user can use', () => {
    const reserved = filesystem(10 * gib, 9 * gib, { availableBytes: gib / 2 })
    expect(finding(diskSpace, { filesystems: [reserved] })).toMatchObject({
      instance: '/',
      status: 'warn',
      because: '/ is 95 % full: 512 MiB of 9.5 GiB are left.',
      evidence: {
        available: quantity(gib / 2, 'bytes'),
        size: quantity(10 * gib, 'bytes'),
        source: '/dev/sda1',
      },
    })
  })

  it('names the mount point, quoted in commands', () => {
    const filesystems = [filesystem(gib, gib, { mountPoint: '/my data' })]
    expect(finding(diskSpace, { filesystems }).advice?.[0]?.command).toContain("'/my data'")
    expect(culprits(diskSpace, { filesystems })).toEqual(['/my data'])
  })

  it.each([
    { claim: 'an image', about: { type: 'squashfs' }, mounts: [] },
    { claim: 'an image by its mount', about: { type: null }, mounts: [mount({ type: 'iso9660' })] },
    { claim: 'what is mounted read-only', about: {}, mounts: [mount({ options: ['ro'] })] },
    { claim: 'what is read-only itself', about: {}, mounts: [mount({ superOptions: ['ro'] })] },
    { claim: 'what has no size', about: { totalBytes: 0, usedBytes: 0, availableBytes: 0 }, mounts: [] },
  ])('leaves out $claim', ({ about, mounts }) => {
    const filesystems = [filesystem(gib, gib, about)]
    expect(finding(diskSpace, { filesystems, mounts }).status).toBe('not-applicable')
  })

  it('takes the mount that covers the others', () => {
    const mounts = [mount({ options: ['ro'] }), mount()]
    expect(finding(diskSpace, { filesystems: [filesystem(gib, gib)], mounts }).status).toBe('fail')
  })

  it('looks at a device once, and at each tmpfs', () => {
    const filesystems = [
      filesystem(gib, gib, { mountPoint: '/a' }),
      filesystem(gib, gib, { mountPoint: '/b' }),
      filesystem(gib, gib, { mountPoint: '/c', source: 'tmpfs', type: 'tmpfs' }),
      filesystem(gib, gib, { mountPoint: '/d', source: 'tmpfs', type: 'tmpfs' }),
    ]
    const instances = (mounts: ReturnType<typeof mount>[]) =>
      findings(diskSpace, { filesystems, mounts }).map(({ instance }) => instance)
    expect(instances([])).toEqual(['/a', '/c', '/d'])
    expect(
      instances(
        ['/a', '/b', '/c', '/d'].map((mountPoint, minor) => mount({ mountPoint, device: `0:${minor}` })),
      ),
    ).toEqual(['/a', '/b', '/c', '/d'])
  })

  it('leaves out overlays that repeat the filesystem below them, in whatever order', () => {
    const overlay = (mountPoint: string, used = gib) =>
      filesystem(100 * gib, used, { mountPoint, source: 'overlay', type: 'overlay' })
    const root = filesystem(100 * gib, gib)
    const instances = (filesystems: ReturnType<typeof filesystem>[]) =>
      findings(diskSpace, { filesystems }).map(({ instance }) => instance)
    expect(instances([overlay('/o1'), root, overlay('/o2', 1.9 * gib)])).toEqual(['/'])
    expect(instances([overlay('/o1'), root, overlay('/o2', 2.1 * gib)])).toEqual(['/', '/o2'])
    expect(instances([overlay('/'), overlay('/o2')])).toEqual(['/'])
    expect(instances([{ ...overlay('/o1'), totalBytes: 50 * gib }, root])).toEqual(['/o1', '/'])
  })
})

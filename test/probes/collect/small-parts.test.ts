import { describe, expect, it } from 'vitest'
import { expandGlob, plainNames } from '../../../src/probes/collect/expand-glob.ts'
import { kernelLogLines } from '../../../src/probes/collect/kernel-log-lines.ts'
import { localSpace } from '../../../src/probes/collect/local-space.ts'
import { isBelow, realMounts } from '../../../src/probes/collect/real-mounts.ts'
import { literalFiles } from '../../worlds.ts'

describe('a pattern stands for', () => {
  const files = literalFiles({
    '/sys/b/sda/q': '',
    '/sys/b/sdb/q': '',
    '/sys/b/.sdc/q': '',
    '/sys/b/a.b/q': '',
    '/sys/b/axb/r': '',
    '/sys/b/we*ird/q': '',
  })

  it.each([
    ['/sys/b/sda/q', ['/sys/b/sda/q']],
    ['/sys/b/sd*/q', ['/sys/b/sda/q', '/sys/b/sdb/q']],
    ['/sys/b/*/r', ['/sys/b/a.b/r', '/sys/b/axb/r', '/sys/b/sda/r', '/sys/b/sdb/r', '/sys/b/we*ird/r']],
    ['/sys/b/a.*/q', ['/sys/b/a.b/q']],
    ['/sys/*/sda/*', ['/sys/b/sda/q']],
    ['/nowhere/*', []],
  ])('%s', (pattern, paths) => {
    expect(expandGlob(files, pattern)).toEqual(paths)
  })

  it('names in the order of their bytes, without hidden ones and those that no line can hold', () => {
    const names = [
      'b',
      'a.b',
      'a',
      'B',
      '.x',
      'two\nlines',
      'caf\uFFFD',
      '\u{1f4a9}',
      '\ufb01',
      'é',
      '10',
      '9',
    ]
    expect(plainNames(names)).toEqual(['10', '9', 'B', 'a', 'a.b', 'b', 'é', '\ufb01', '\u{1f4a9}'])
  })
})

describe('records of the kernel log', () => {
  it('are lines as dmesg prints them', () => {
    expect(
      kernelLogLines(
        '6,339,5140900,-;one\n SUBSYSTEM=acpi\n4,340,12345678901,c,caller=T1;two\\x0alines; \\xff\nnonsense\n',
      ),
    ).toBe('[    5.140900] one\n[12345.678901] two lines; ÿ\n')
    expect(kernelLogLines('')).toBe('')
  })
})

describe('mounts', () => {
  const of = (...lines: string[]) => {
    const { local, network } = realMounts(lines.join('\n'))
    return [local, network].map((mounts) => mounts.map(({ mountPoint }) => mountPoint))
  }
  const mount = (type: string, point: string, device = '8:1') =>
    `20 1 ${device} / ${point} rw - ${type} src rw`

  it.each(['ext4', 'xfs', 'btrfs', 'tmpfs', 'overlay', 'vfat'])('of %s are asked for their space', (type) => {
    expect(of(mount(type, '/a'))).toEqual([['/a'], []])
  })

  it.each(['nfs', 'nfs4', 'cifs', 'smb3', '9p', 'fuse', 'fuse.sshfs', 'fuseblk', 'ceph', 'virtiofs'])(
    'of %s are asked by another process',
    (type) => {
      expect(of(mount(type, '/a'), mount(type, '/a'))).toEqual([[], ['/a']])
    },
  )

  it.each(['proc', 'sysfs', 'autofs', 'squashfs', 'nsfs', 'fusectl'])('of %s are not asked', (type) => {
    expect(of(mount(type, '/a'))).toEqual([[], []])
  })

  it('of one device are asked once, those below a network mount never', () => {
    expect(
      of(
        mount('ext4', '/'),
        mount('ext4', '/again'),
        mount('nfs4', '/net', '0:9'),
        mount('ext4', '/net/disk', '8:2'),
        mount('ext4', '/network', '8:3'),
      ),
    ).toEqual([['/', '/network'], ['/net']])
  })

  it('at the root have everything below them but are asked alone', () => {
    const { network } = realMounts(mount('nfs4', '/'))
    expect([isBelow('/', network), isBelow('/usr/bin', network)]).toEqual([true, false])
  })
})

describe('the space of mounts', () => {
  const mounts = (...points: string[]) =>
    points.map((mountPoint) => ({
      device: '8:1',
      root: '/',
      mountPoint,
      type: 'ext4',
      source: '/dev/sda1',
      options: [],
      superOptions: [],
    }))

  it('is told as df does', () => {
    const files = literalFiles(
      {},
      {
        '/': { totalBytes: 4096, usedBytes: 1024, availableBytes: 2048, inodes: { total: 10, free: 6 } },
        '/b c': {},
        '/two\nlines': {},
      },
    )
    expect(localSpace(files, mounts('/', '/b c', '/gone', '/two\nlines'))).toEqual({
      space:
        'Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/sda1 4 1 2 34% /\n/dev/sda1 0 0 0 - /b c\n',
      inodes:
        'Filesystem Inodes IUsed IFree IUse% Mounted on\n/dev/sda1 10 4 6 40% /\n/dev/sda1 0 0 0 - /b c\n',
    })
  })
})

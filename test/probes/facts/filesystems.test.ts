import { describe, expect, it } from 'vitest'
import { parseDiskFree } from '../../../src/probes/facts/disk-free.ts'
import { parseFstab } from '../../../src/probes/facts/fstab.ts'
import { parseNetworkMounts } from '../../../src/probes/facts/network-mounts.ts'
import { lastOf, literalFacts } from './literal-snapshot.ts'

const kib = 1024
const gnu = `Filesystem     1024-blocks     Used Available Capacity Mounted on
/dev/sda1         41152736 18200540  20830012      47% /
tmpfs               802692     1432    801260       1% /run
//box/my share       10000     2500      7500      25% /mnt/with  blanks
/dev/mapper/a-very-long-volume-group-name-root   1000   900   100   90% /long
`
const busybox = `Filesystem           1024-blocks    Used Available Capacity Mounted on
overlay              101430960  57322484  38910016  60% /
/dev/vda1            101430960  57322484  38910016  60% /etc/hosts
`

describe('df -P', () => {
  it('as GNU prints it, in bytes', () => {
    expect(parseDiskFree(gnu)).toEqual([
      {
        source: '/dev/sda1',
        mountPoint: '/',
        total: 41152736 * kib,
        used: 18200540 * kib,
        available: 20830012 * kib,
      },
      { source: 'tmpfs', mountPoint: '/run', total: 802692 * kib, used: 1432 * kib, available: 801260 * kib },
      {
        source: '//box/my share',
        mountPoint: '/mnt/with  blanks',
        total: 10000 * kib,
        used: 2500 * kib,
        available: 7500 * kib,
      },
      {
        source: '/dev/mapper/a-very-long-volume-group-name-root',
        mountPoint: '/long',
        total: 1000 * kib,
        used: 900 * kib,
        available: 100 * kib,
      },
    ])
  })

  it('as BusyBox prints it', () => {
    expect(parseDiskFree(busybox)?.map(({ source, mountPoint }) => [source, mountPoint])).toEqual([
      ['overlay', '/'],
      ['/dev/vda1', '/etc/hosts'],
    ])
  })

  it.each([
    ['512-blocks', 512],
    ['1K-blocks', 1024],
    ['1M-blocks', 2 ** 20],
  ])('in %s', (unit, bytes) => {
    const text = `Filesystem ${unit} Used Available Capacity Mounted on\n/dev/sda1 10 4 6 40% /\n`
    expect(parseDiskFree(text)).toEqual([
      { source: '/dev/sda1', mountPoint: '/', total: 10 * bytes, used: 4 * bytes, available: 6 * bytes },
    ])
  })

  it('with a source in a line of its own', () => {
    const text = `Filesystem 1024-blocks Used Available Capacity Mounted on
/dev/mapper/long
                 10 4 6 40% /a
/dev/mapper/lost
/dev/sda1 10 4 6 40% /b
                 10 4 6 40% /c
`
    expect(parseDiskFree(text)?.map(({ source, mountPoint }) => [source, mountPoint])).toEqual([
      ['/dev/mapper/long', '/a'],
      ['/dev/sda1', '/b'],
    ])
  })

  it('with what is not stated, and with less than nothing left', () => {
    const text = `Filesystem Inodes IUsed IFree IUse% Mounted on\n/dev/a - - - - /a\n/dev/b 10 10 -5 100% /b\n`
    expect(parseDiskFree(text)).toEqual([
      { source: '/dev/a', mountPoint: '/a', total: null, used: null, available: null },
      { source: '/dev/b', mountPoint: '/b', total: 10, used: 10, available: 0 },
    ])
  })

  it('leaves damaged lines out, and is null without its heading', () => {
    const heading = 'Filesystem 1024-blocks Used Available Capacity Mounted on\n'
    const lines = [
      '/dev/a 10 4 6 40% relative',
      '/dev/b 10 4 x 40% /b',
      '/dev/c 4 6 40% /c',
      '10 4 6 40% /d',
      '/dev/e 10 4 6 40%',
    ]
    expect(parseDiskFree(`${heading}${lines.join('\n')}\n`)).toEqual([])
    expect(parseDiskFree('/dev/sda1 10 4 6 40% /\n')).toBeNull()
    expect(parseDiskFree('Filesystem Size Used Avail Use% Mounted on\n')).toBeNull()
    expect(parseDiskFree('')).toBeNull()
  })
})

describe('filesystems', () => {
  const space = (lines: string) => `Filesystem 1024-blocks Used Available Capacity Mounted on\n${lines}`
  const inodes = (lines: string) => `Filesystem Inodes IUsed IFree IUse% Mounted on\n${lines}`
  const mountinfo = [
    '20 1 8:1 / / rw - xfs /dev/sda1 rw',
    '21 1 8:1 / / rw - ext4 /dev/sda1 rw',
    '22 1 8:2 / /my\\040data rw - btrfs /dev/sda2 rw',
  ].join('\n')

  it('join space, inodes and the type that is mounted on top', () => {
    const facts = literalFacts(
      { '/proc/self/mountinfo': mountinfo },
      {
        'df -P': space('/dev/sda1 10 4 6 40% /\n/dev/sda2 20 5 15 25% /my data\n/dev/sdc - - - - /odd\n'),
        'df -Pi': inodes('/dev/sda1 100 60 40 60% /\n/dev/sda2 0 0 0 - /my data\n'),
      },
    )
    expect(facts.filesystems).toEqual({
      known: true,
      first: null,
      path: 'df -P',
      last: [
        {
          source: '/dev/sda1',
          mountPoint: '/',
          type: 'ext4',
          totalBytes: 10240,
          usedBytes: 4096,
          availableBytes: 6144,
          inodes: { total: 100, used: 60, free: 40 },
        },
        {
          source: '/dev/sda2',
          mountPoint: '/my data',
          type: 'btrfs',
          totalBytes: 20480,
          usedBytes: 5120,
          availableBytes: 15360,
          inodes: null,
        },
      ],
    })
  })

  it('are known without inodes and types', () => {
    const facts = literalFacts(
      {},
      { 'df -P': space('/dev/a 10 4 6 40% /\n'), 'df -Pi': { missing: 'timeout' } },
    )
    expect(lastOf(facts, 'filesystems')).toMatchObject([{ type: null, inodes: null }])
    const dashes = literalFacts(
      {},
      { 'df -P': space('/dev/a 10 4 6 40% /\n'), 'df -Pi': inodes('/dev/a - - - - /\n') },
    )
    expect(lastOf(dashes, 'filesystems')[0]?.inodes).toBeNull()
  })

  it.each(['/dev/a - 4 6 40% /\n', '/dev/a 10 - 6 40% /\n', '/dev/a 10 4 - 40% /\n'])(
    'whose size is not stated are left out: %j',
    (line) => {
      expect(lastOf(literalFacts({}, { 'df -P': space(line) }), 'filesystems')).toEqual([])
    },
  )
})

describe('mounts', () => {
  it('are those of mountinfo', () => {
    const facts = literalFacts({
      '/proc/self/mountinfo': '20 1 8:1 /sub /mnt rw,noatime - ext4 /dev/sda1 rw,errors=remount-ro\n',
    })
    expect(lastOf(facts, 'mounts')).toEqual([
      {
        device: '8:1',
        root: '/sub',
        mountPoint: '/mnt',
        type: 'ext4',
        source: '/dev/sda1',
        options: ['rw', 'noatime'],
        superOptions: ['rw', 'errors=remount-ro'],
      },
    ])
  })
})

describe('/etc/fstab', () => {
  it('gives entries without comments, with blanks as they were meant', () => {
    const text = `# /etc/fstab
UUID=ab-12  /            ext4\terrors=remount-ro,noatime 0 1
 #/dev/sdb1 /old ext4 defaults 0 2
/dev/sdb1 /my\\040data xfs
//box/my\\040share /mnt cifs ro,user=x

only two
`
    expect(parseFstab(text)).toEqual([
      { source: 'UUID=ab-12', mountPoint: '/', type: 'ext4', options: ['errors=remount-ro', 'noatime'] },
      { source: '/dev/sdb1', mountPoint: '/my data', type: 'xfs', options: ['defaults'] },
      { source: '//box/my share', mountPoint: '/mnt', type: 'cifs', options: ['ro', 'user=x'] },
    ])
    expect(parseFstab('')).toEqual([])
  })
})

describe('network mounts', () => {
  it('answered or hang', () => {
    expect(parseNetworkMounts('answered nfs4 /home\nhung cifs /my\\040share\nelse nfs /x\n')).toEqual([
      { mountPoint: '/home', type: 'nfs4', answered: true },
      { mountPoint: '/my share', type: 'cifs', answered: false },
    ])
  })

  it('may be none, but not unreadable ones', () => {
    expect(parseNetworkMounts('')).toEqual([])
    expect(parseNetworkMounts('\n')).toEqual([])
    expect(parseNetworkMounts('broken\n')).toBeNull()
  })
})

describe('the probe of write times', () => {
  const probe = { directory: '/data', samples: 100, p50Seconds: 0.001, p99Seconds: 0.01, maxSeconds: 0.02 }
  const facts = (value: unknown) => literalFacts({}, { 'fsync probe': JSON.stringify(value) }).fsyncProbe

  it('is as it was handed over', () => {
    expect(facts({ ...probe, more: 1 })).toEqual({
      known: true,
      last: probe,
      first: null,
      path: 'fsync probe',
    })
  })

  it.each(Object.keys(probe))('is unreadable without %s', (name) => {
    expect(facts({ ...probe, [name]: null })).toMatchObject({ known: false, reason: 'unreadable' })
  })

  it.each(['', '[]', 'null', '7', '{', '{"directory":"/data","samples":1e999}'])(
    'is unreadable as %j',
    (text) => {
      expect(literalFacts({}, { 'fsync probe': text }).fsyncProbe).toMatchObject({ reason: 'unreadable' })
    },
  )
})

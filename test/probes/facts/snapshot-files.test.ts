import { describe, expect, it } from 'vitest'
import type { FactFile } from '../../../src/core/index.ts'
import { snapshotFiles } from '../../../src/probes/facts/index.ts'

const sample: { atMs: number; files: Record<string, FactFile> } = {
  atMs: 7,
  files: {
    '/proc/stat': 'cpu 1\n',
    '/proc/12/stat': '12 (a) S',
    '/proc/9/stat': '9 (b) S',
    '/proc/9/fd': { entries: 3 },
    '/proc/12/fd': { missing: 'denied' },
    '/sys/class/net/eth0': { link: '../../devices/pci/eth0' },
    '/sys/class/net/eth0/mtu': '1500\n',
    '/proc/sys': { missing: 'timeout' },
  },
}
const files = snapshotFiles(sample)
const missing = (reason: string) => ({ ok: false, reason })

describe('the files of a sample', () => {
  it('hand back their text with the time of the sample', () => {
    expect(files.text('/proc/stat')).toEqual({ ok: true, value: 'cpu 1\n', atMs: 7 })
    expect(files.kernelText('/proc/stat')).toEqual({ ok: true, value: 'cpu 1\n', atMs: 7 })
  })

  it.each([
    ['/proc/loadavg', 'absent'],
    ['/proc/12/fd', 'denied'],
    ['/proc/12/fd/4', 'denied'],
    ['/proc/sys/vm/swappiness', 'timeout'],
    ['/proc/9', 'unreadable'],
    ['/proc/9/fd', 'unreadable'],
    ['/sys/class/net/eth0', 'unreadable'],
    ['/', 'unreadable'],
    ['', 'absent'],
    ['proc', 'absent'],
    ['toString', 'absent'],
    ['__proto__', 'absent'],
  ])('have no text at %s: %s', (path, reason) => {
    expect(files.text(path)).toEqual(missing(reason))
  })

  it('are unreadable past the bytes that the caller takes', () => {
    const wide = snapshotFiles({ atMs: 0, files: { '/a': 'äöü' } })
    expect(wide.text('/a', 6).ok).toBe(true)
    expect(wide.text('/a', 5)).toEqual(missing('unreadable'))
  })

  it('list the names that their paths tell, sorted and without repeats', () => {
    expect(files.entries('/proc')).toEqual({ ok: true, value: ['12', '9', 'stat', 'sys'], atMs: 7 })
    expect(files.entries('/proc/9/')).toMatchObject({ value: ['fd', 'stat'] })
    expect(files.entries('/')).toMatchObject({ value: ['proc', 'sys'] })
    expect(files.entries('/sys/class/net')).toMatchObject({ value: ['eth0'] })
    expect(files.entries('/sys/class/net/eth0')).toMatchObject({ value: ['mtu'] })
  })

  it('list no names of a folder that was only counted, refused or never seen', () => {
    expect(files.entries('/proc/9/fd')).toEqual(missing('unreadable'))
    expect(files.entries('/proc/12/fd')).toEqual(missing('denied'))
    expect(files.entries('/proc/sys/vm')).toEqual(missing('timeout'))
    expect(files.entries('/nowhere')).toEqual(missing('absent'))
    expect(files.entries('/proc/stat')).toEqual(missing('unreadable'))
  })

  it('have no folder of files that were looked for and not found', () => {
    const gone = snapshotFiles({
      atMs: 0,
      files: {
        '/sys/class/net/lo/device/uevent': { missing: 'absent' },
        '/sys/class/net/lo/mtu': '65536\n',
        '/sys/class/net/lo/speed': { missing: 'unreadable' },
      },
    })
    expect(gone.entries('/sys/class/net/lo')).toMatchObject({ value: ['mtu', 'speed'] })
    expect(gone.entries('/sys/class/net/lo/device')).toEqual(missing('absent'))
    expect(gone.count('/sys/class/net/lo/device')).toEqual(missing('absent'))
    expect(gone.text('/sys/class/net/lo/device/uevent')).toEqual(missing('absent'))
  })

  it('do not let a caller change what the next one sees', () => {
    const listed = files.entries('/proc')
    if (listed.ok) listed.value.length = 0
    expect(files.entries('/proc')).toMatchObject({ value: ['12', '9', 'stat', 'sys'] })
  })

  it('say where a link leads, and that a text is none', () => {
    expect(files.link('/sys/class/net/eth0')).toEqual({ ok: true, value: '../../devices/pci/eth0', atMs: 7 })
    expect(files.link('/proc/stat')).toEqual(missing('unreadable'))
    expect(files.link('/proc/12/fd')).toEqual(missing('denied'))
    expect(files.link('/sys/class/net/eth1')).toEqual(missing('absent'))
  })

  it('count the entries of a folder, whether their names were kept or not', () => {
    expect(files.count('/proc/9/fd')).toEqual({ ok: true, value: 3, atMs: 7 })
    expect(files.count('/proc')).toEqual({ ok: true, value: 4, atMs: 7 })
    expect(files.count('/sys/class/net')).toEqual({ ok: true, value: 1, atMs: 7 })
    expect(files.count('/proc/12/fd')).toEqual(missing('denied'))
    expect(files.count('/nowhere')).toEqual(missing('absent'))
  })

  it.each([-1, 0.5, Number.NaN, 1e300])('count nothing where the snapshot says %d', (entries) => {
    expect(snapshotFiles({ atMs: 0, files: { '/a': { entries } } }).count('/a')).toEqual(
      missing('unreadable'),
    )
  })
})

import { describe, expect, it } from 'vitest'
import type { FactCommand } from '../../../src/core/index.ts'
import { lastOf, literalFacts } from './literal-snapshot.ts'

const inventory = {
  os: { hostname: 'desk', distro: 'macOS', release: '14.4', kernel: '23.4.0', platform: 'darwin' },
  cpu: { manufacturer: 'Apple', brand: 'M2', cores: 8 },
  mem: { total: 16e9, available: 4e9, free: 1e9 },
  load: { avgLoad: 1.5 },
  loadavg: [1.5, 2.5, 3.5],
  fs: [
    { fs: '/dev/disk3s1', type: 'APFS', size: 1000, used: 400, available: 600, mount: '/' },
    { fs: 'C:', size: 10, used: 4, available: 6, mount: 'C:' },
    { fs: '/dev/odd', type: 'APFS', size: 1000, used: null, available: 600, mount: '/odd' },
    null,
  ],
}
const facts = (value: unknown, files = {}) =>
  literalFacts(files, { inventory: JSON.stringify(value) } satisfies Record<string, FactCommand>)

describe('the inventory of a machine without /proc', () => {
  it('tells what it is', () => {
    expect(facts(inventory).system).toEqual({
      known: true,
      first: null,
      path: 'inventory',
      last: {
        hostname: 'desk',
        kernel: '23.4.0',
        distribution: 'macOS 14.4',
        cpuModel: 'Apple M2',
        pageBytes: 4096,
        container: {
          inside: false,
          because: 'Containers are told by files of Linux, and there are none.',
        },
      },
    })
  })

  it('tells memory, load, CPUs and filesystems', () => {
    const known = facts(inventory)
    expect(lastOf(known, 'meminfo')).toEqual({ MemTotal: 16e9, MemAvailable: 4e9 })
    expect(lastOf(known, 'loadAverage')).toMatchObject({ one: 1.5, five: 2.5, fifteen: 3.5 })
    expect(lastOf(known, 'effectiveCpu')).toMatchObject({ cores: 8, effectiveCores: 8, quotaCores: null })
    expect(lastOf(known, 'effectiveMemory')).toMatchObject({ totalBytes: 16e9, availableBytes: 4e9 })
    expect(lastOf(known, 'filesystems')).toEqual([
      {
        source: '/dev/disk3s1',
        mountPoint: '/',
        type: 'APFS',
        totalBytes: 1000,
        usedBytes: 400,
        availableBytes: 600,
        inodes: null,
      },
      {
        source: 'C:',
        mountPoint: 'C:',
        type: null,
        totalBytes: 10,
        usedBytes: 4,
        availableBytes: 6,
        inodes: null,
      },
    ])
  })

  it('may have the load among its other loads', () => {
    const { loadavg, ...rest } = inventory
    expect(lastOf(facts({ ...rest, load: { loadavg } }), 'loadAverage').five).toBe(2.5)
  })

  it('leaves everything else as it is', () => {
    expect(facts(inventory)).toMatchObject({
      kernelStat: { known: false, reason: 'absent', path: '/proc/stat' },
      disks: { known: false },
      windowSeconds: null,
    })
  })

  it.each([
    ['the hostname', { ...inventory, os: {} }, 'system'],
    ['the memory', { ...inventory, mem: {} }, 'meminfo'],
    ['the memory', { ...inventory, mem: { total: 0, available: 0 } }, 'meminfo'],
    ['the memory', { ...inventory, mem: null }, 'effectiveMemory'],
    ['the cores', { ...inventory, cpu: { brand: 'M2' } }, 'effectiveCpu'],
    ['a load, as on Windows', { ...inventory, loadavg: [0, 0, 0] }, 'loadAverage'],
    ['a whole load', { ...inventory, loadavg: [1, 2] }, 'loadAverage'],
    ['a load in numbers', { ...inventory, loadavg: ['1', '2', '3'] }, 'loadAverage'],
    ['a load', { ...inventory, loadavg: 7 }, 'loadAverage'],
    ['filesystems', { ...inventory, fs: {} }, 'filesystems'],
  ] as const)('without %s does not tell it', (_, value, name) => {
    expect(facts(value)[name]).toMatchObject({ known: false, reason: 'absent' })
  })

  it('without what is available does not tell it', () => {
    const known = facts({ ...inventory, mem: { total: 16e9 } })
    expect(lastOf(known, 'meminfo')).toEqual({ MemTotal: 16e9 })
    expect(lastOf(known, 'effectiveMemory').availableBytes).toBeNull()
  })

  it('names what it can', () => {
    const known = facts({ os: { hostname: 'desk' } })
    expect(lastOf(known, 'system')).toMatchObject({ kernel: '', distribution: null, cpuModel: null })
  })

  it.each(['', 'null', '[]', '{', '7'])('damaged as %j tells nothing', (text) => {
    expect(literalFacts({}, { inventory: text }).system).toMatchObject({ known: false, reason: 'absent' })
  })

  it.each([{ '/proc/stat': 'cpu  1 2 3 4\n' }, { '/proc/meminfo': 'MemTotal: 1024 kB\n' }])(
    'is not asked where the kernel speaks for itself: %j',
    (files) => {
      expect(facts(inventory, files).system.known).toBe(false)
      expect(facts(inventory, files).filesystems.known).toBe(false)
    },
  )
})

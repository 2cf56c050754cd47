import { describe, expect, it } from 'vitest'
import { legacyMounts, unified, unifiedMount } from './literal-cgroups.ts'
import { lastOf, literalFacts, windowFacts } from './literal-snapshot.ts'

describe('a hybrid host', () => {
  const files = {
    '/proc/self/cgroup': '4:cpu,cpuacct:/web\n3:memory:/web\n0::/web\n',
    '/proc/self/mountinfo': [
      ...legacyMounts,
      '33 28 0:30 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw',
    ].join('\n'),
    '/sys/fs/cgroup/memory/web/memory.usage_in_bytes': '5\n',
    '/sys/fs/cgroup/unified/web/cpu.pressure': 'some avg10=1.00 avg60=0.00 avg300=0.00 total=0\n',
    '/sys/fs/cgroup/unified/web/cpu.stat': 'usage_usec 2000000\n',
  }

  it('joins the unified tree by path, for what v1 does not tell', () => {
    expect(lastOf(literalFacts(files), 'ownCgroup')).toMatchObject({
      path: '/web',
      version: 1,
      cpu: { usageSeconds: 2 },
      memory: { usageBytes: 5 },
      pressure: { cpu: { some: { avg10: 0.01 } } },
    })
    const both = literalFacts({
      ...files,
      '/sys/fs/cgroup/cpu,cpuacct/web/cpu.stat': 'nr_periods 4\nnr_throttled 1\nthrottled_time 0\n',
    })
    expect(lastOf(both, 'ownCgroup').cpu).toEqual({
      quotaCores: null,
      usageSeconds: 2,
      periods: 4,
      throttledPeriods: 1,
      throttledSeconds: 0,
    })
  })

  it('lists each group once, of version 2 where only the unified tree has it', () => {
    const facts = literalFacts({ ...files, '/sys/fs/cgroup/unified/new/cgroup.procs': '' })
    expect(lastOf(facts, 'cgroups').map(({ path, version }) => [path, version])).toEqual([
      ['/web', 1],
      ['/new', 2],
    ])
  })
})

describe('ancestors and other groups', () => {
  const usage = (path: string, bytes: number) => ({ [`/sys/fs/cgroup${path}/memory.current`]: `${bytes}\n` })
  const files = unified('/a/b', {
    '/sys/fs/cgroup/cpu.stat': 'usage_usec 1\n',
    ...usage('/a', 1),
    ...usage('/a/b', 2),
    ...usage('/a/b/c', 3),
    ...usage('/d', 4),
  })

  it('are the nearest first, up to the root', () => {
    expect(lastOf(literalFacts(files), 'cgroupAncestors').map(({ path }) => path)).toEqual(['/a', '/'])
  })

  it('are listed with the own one, without the root', () => {
    const groups = lastOf(literalFacts(files), 'cgroups')
    expect(groups.map(({ path, memory }) => [path, memory?.usageBytes])).toEqual([
      ['/a/b', 2],
      ['/a', 1],
      ['/d', 4],
      ['/a/b/c', 3],
    ])
  })

  it('are at most 1,000, the upper ones first and the own one always', () => {
    const many = Array.from({ length: 1200 }, (_, index) => usage(`/m/${index}`, 1))
    const facts = literalFacts(Object.assign({}, files, ...many))
    const paths = lastOf(facts, 'cgroups').map(({ path }) => path)
    expect(paths.length).toBe(1000)
    expect(paths.slice(0, 4)).toEqual(['/a/b', '/a', '/d', '/m'])
    expect(new Set(paths).size).toBe(1000)
  })

  it('of a container that sees the path of the host are those below its own mount', () => {
    const facts = literalFacts({
      '/proc/self/cgroup': '0::/docker/ab\n',
      '/proc/self/mountinfo': '30 20 0:26 /docker/ab /sys/fs/cgroup ro - cgroup2 cgroup2 rw\n',
      '/sys/fs/cgroup/memory.current': '5\n',
      '/sys/fs/cgroup/child/memory.current': '6\n',
    })
    expect(lastOf(facts, 'ownCgroup')).toMatchObject({ path: '/docker/ab', memory: { usageBytes: 5 } })
    expect(lastOf(facts, 'cgroupAncestors')).toEqual([])
    expect(lastOf(facts, 'cgroups').map(({ path }) => path)).toEqual(['/docker/ab', '/docker/ab/child'])
  })

  it('of a container with a namespace of its own have the own one as /', () => {
    const facts = literalFacts(unified('/', { '/sys/fs/cgroup/cpu.max': '50000 100000\n' }))
    expect(lastOf(facts, 'ownCgroup')).toMatchObject({ path: '/', cpu: { quotaCores: 0.5 } })
    expect(lastOf(facts, 'cgroupAncestors')).toEqual([])
    expect(lastOf(facts, 'cgroups').map(({ path }) => path)).toEqual(['/'])
  })

  it('leave out a mount within a mount', () => {
    const facts = literalFacts({
      '/proc/self/cgroup': '3:memory:/\n0::/\n',
      '/proc/self/mountinfo': [
        unifiedMount,
        '31 30 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory',
      ].join('\n'),
      '/sys/fs/cgroup/memory/web/memory.usage_in_bytes': '5\n',
      '/sys/fs/cgroup/app/cgroup.procs': '',
    })
    expect(lastOf(facts, 'cgroups').map(({ path }) => path)).toEqual(['/app', '/web'])
  })

  it('are read where a hierarchy is shown whole, not where a part of it is mounted again', () => {
    const facts = literalFacts({
      '/proc/self/cgroup': '0::/a\n',
      '/proc/self/mountinfo': ['40 20 0:26 /a /mnt/part rw - cgroup2 cgroup2 rw', unifiedMount].join('\n'),
      ...usage('/a', 1),
      ...usage('/d', 4),
      '/mnt/part/memory.current': '1\n',
    })
    expect(lastOf(facts, 'cgroups').map(({ path }) => path)).toEqual(['/a', '/d'])
  })
})

describe('groups that cannot be told', () => {
  it('are missing for the reason of the file that tells where to look', () => {
    const files = unified('/web', { '/sys/fs/cgroup/web/cpu.max': 'max 100000\n' })
    const without = (path: string) => literalFacts({ ...files, [path]: { missing: 'denied' } })
    const missing = (path: string) => ({ known: false, reason: 'denied', path })
    expect(without('/proc/self/mountinfo')).toMatchObject({
      ownCgroup: missing('/proc/self/mountinfo'),
      cgroupAncestors: missing('/proc/self/mountinfo'),
      cgroups: missing('/proc/self/mountinfo'),
    })
    const blind = without('/proc/self/cgroup')
    expect(blind).toMatchObject({
      ownCgroup: missing('/proc/self/cgroup'),
      cgroupAncestors: missing('/proc/self/cgroup'),
    })
    expect(lastOf(blind, 'cgroups').map(({ path }) => path)).toEqual(['/web'])
  })

  it('are absent where no folder of them was collected', () => {
    expect(literalFacts(unified('/web', {}))).toMatchObject({
      ownCgroup: { known: false, reason: 'absent' },
      cgroups: { known: false, reason: 'absent', path: '/sys/fs/cgroup' },
    })
    expect(
      literalFacts(unified('/gone', { '/sys/fs/cgroup/web/cpu.max': 'max 100000' })).ownCgroup,
    ).toMatchObject({
      known: false,
      reason: 'absent',
    })
  })
})

describe('the beginning of a window', () => {
  it('is read by the mounts of the last sample', () => {
    const stat = (usage: number) => ({ '/sys/fs/cgroup/web/cpu.stat': `usage_usec ${usage}000000\n` })
    const facts = windowFacts(
      stat(1),
      unified('/web', { ...stat(3), '/sys/fs/cgroup/new/cpu.stat': 'usage_usec 1\n' }),
    )
    expect(facts.ownCgroup).toMatchObject({
      last: { cpu: { usageSeconds: 3 } },
      first: { path: '/web', cpu: { usageSeconds: 1, quotaCores: null }, memory: null },
    })
    expect(facts.cgroups).toMatchObject({
      first: [{ path: '/web' }],
      last: [{ path: '/web' }, { path: '/new' }],
    })
    expect(facts.cgroupAncestors).toMatchObject({ first: [{ path: '/' }], last: [{ path: '/' }] })
  })

  it('counts for a container whose limits are in the last sample alone', () => {
    const stat = (periods: number) => ({ '/sys/fs/cgroup/cpu.stat': `usage_usec 1\nnr_periods ${periods}\n` })
    const facts = windowFacts(
      stat(10),
      unified('/', { ...stat(40), '/sys/fs/cgroup/cpu.max': '50000 100000\n' }),
    )
    expect(facts.cgroups).toMatchObject({
      first: [{ path: '/', cpu: { periods: 10 } }],
      last: [{ path: '/', cpu: { periods: 40 } }],
    })
  })
})

describe('pressure of the own group', () => {
  const text =
    'some avg10=1.00 avg60=2.00 avg300=3.00 total=4\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n'
  const own = (path: string, more: Record<string, string>) =>
    lastOf(literalFacts(unified(path, more)), 'ownCgroup').pressure.cpu?.some.avg60 ?? null

  it.each<[string, string, Record<string, string>, number | null]>([
    ['the root of the machine has that of the machine, told already', '/', {}, null],
    ['a container with limits', '/', { '/sys/fs/cgroup/cpu.max': 'max 100000\n' }, 0.02],
    ['a container without controllers', '/', { '/sys/fs/cgroup/cgroup.type': 'domain\n' }, 0.02],
  ])('%s', (_, path, more, share) => {
    expect(own(path, { '/sys/fs/cgroup/cpu.pressure': text, ...more })).toBe(share)
  })

  it('a service below the root has its own', () => {
    expect(own('/web', { '/sys/fs/cgroup/web/cpu.pressure': text })).toBe(0.02)
  })
})

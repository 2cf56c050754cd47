import { describe, expect, it } from 'vitest'
import type { FactFile } from '../../../src/core/index.ts'
import { describeWithFixtures, fixtureJson } from '../../fixtures.ts'
import { lastOf, literalFacts, windowFacts } from './literal-snapshot.ts'

type LiteralFiles = Record<string, FactFile>

const noPressure = { cpu: null, memory: null, io: null }
const unifiedMount = '30 20 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw,nsdelegate'
const legacyMounts = [
  '28 20 0:25 / /sys/fs/cgroup ro - tmpfs tmpfs ro,mode=755',
  '30 28 0:27 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct',
  '31 28 0:28 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory',
  '32 28 0:29 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids',
]

function unified(own: string, files: LiteralFiles): LiteralFiles {
  return { '/proc/self/cgroup': `0::${own}\n`, '/proc/self/mountinfo': `${unifiedMount}\n`, ...files }
}

function legacy(own: string, files: LiteralFiles, mounts: string[] = legacyMounts): LiteralFiles {
  return {
    '/proc/self/cgroup': `4:cpu,cpuacct:${own}\n3:memory:${own}\n2:pids:${own}\n1:name=systemd:/\n`,
    '/proc/self/mountinfo': `${mounts.join('\n')}\n`,
    ...files,
  }
}

describe('a group of cgroup v2', () => {
  const folder = '/sys/fs/cgroup/web'
  const stall = 'some avg10=1.00 avg60=2.00 avg300=3.00 total=4000000\n'
  const files = unified('/web', {
    [`${folder}/cpu.max`]: '50000 100000\n',
    [`${folder}/cpu.stat`]:
      'usage_usec 2500000\nuser_usec 1\nnr_periods 100\nnr_throttled 25\nthrottled_usec 1500000\n',
    [`${folder}/memory.max`]: '1073741824\n',
    [`${folder}/memory.current`]: '536870912\n',
    [`${folder}/memory.stat`]: 'anon 5\ninactive_file 4096\n',
    [`${folder}/memory.events`]: 'low 0\nhigh 1\nmax 2\noom 3\noom_kill 4\n',
    [`${folder}/pids.current`]: '12\n',
    [`${folder}/pids.max`]: '100\n',
    [`${folder}/pids.events`]: 'max 7\n',
    [`${folder}/cpu.pressure`]: stall,
    [`${folder}/io.pressure`]: `${stall}full avg10=0.00 avg60=0.00 avg300=0.00 total=0\n`,
    [`${folder}/memory.pressure`]: { missing: 'unreadable' },
  })

  it('tells what it may and what it has', () => {
    const some = { avg10: 0.01, avg60: 0.02, avg300: 0.03, totalSeconds: 4 }
    const full = { avg10: 0, avg60: 0, avg300: 0, totalSeconds: 0 }
    expect(literalFacts(files).ownCgroup).toEqual({
      known: true,
      path: '/proc/self/cgroup',
      first: null,
      last: {
        path: '/web',
        version: 2,
        cpu: {
          quotaCores: 0.5,
          usageSeconds: 2.5,
          periods: 100,
          throttledPeriods: 25,
          throttledSeconds: 1.5,
        },
        memory: {
          limitBytes: 2 ** 30,
          usageBytes: 2 ** 29,
          inactiveFileBytes: 4096,
          high: 1,
          max: 2,
          oom: 3,
          oomKill: 4,
          failures: null,
        },
        pids: { current: 12, maximum: 100, refused: 7 },
        pressure: { cpu: { some, full: null }, memory: null, io: { some, full } },
      },
    })
  })

  it.each([
    ['max 100000', null],
    ['150000 100000', 1.5],
    ['broken', null],
  ])('with the quota %j has %j cores', (text, quotaCores) => {
    const facts = literalFacts(unified('/web', { [`${folder}/cpu.max`]: text }))
    expect(lastOf(facts, 'ownCgroup').cpu).toEqual({
      quotaCores,
      usageSeconds: null,
      periods: null,
      throttledPeriods: null,
      throttledSeconds: null,
    })
  })

  it.each([
    ['max', null],
    ['9223372036854771712', null],
    ['9223372036854775807', null],
    ['18446744073709551615', null],
    ['8192', 8192],
    ['bad', null],
  ])('with the memory limit %s has %j bytes', (text, limitBytes) => {
    const facts = literalFacts(unified('/web', { [`${folder}/memory.max`]: text }))
    expect(lastOf(facts, 'ownCgroup').memory).toMatchObject({ limitBytes, usageBytes: null, oomKill: null })
  })

  it('holds counters past 2^53', () => {
    const facts = literalFacts(
      unified('/web', {
        [`${folder}/cpu.stat`]: 'usage_usec 18446744073709551615\n',
        [`${folder}/memory.current`]: '18446744073709551615\n',
      }),
    )
    expect(lastOf(facts, 'ownCgroup')).toMatchObject({
      cpu: { usageSeconds: 18446744073709.55 },
      memory: { usageBytes: 18446744073709552000 },
    })
  })

  it('has no part of which nothing is told, and nothing where a file is damaged', () => {
    const facts = literalFacts(
      unified('/web', { [`${folder}/cgroup.procs`]: '', [`${folder}/pids.max`]: '5\n' }),
    )
    expect(lastOf(facts, 'ownCgroup')).toEqual({
      path: '/web',
      version: 2,
      cpu: null,
      memory: null,
      pids: null,
      pressure: noPressure,
    })
    const damaged = literalFacts(
      unified('/web', { [`${folder}/pids.current`]: '3', [`${folder}/pids.max`]: 'max' }),
    )
    expect(lastOf(damaged, 'ownCgroup').pids).toEqual({ current: 3, maximum: null, refused: null })
  })
})

describe('a group of cgroup v1', () => {
  const cpu = '/sys/fs/cgroup/cpu,cpuacct/web'
  const memory = '/sys/fs/cgroup/memory/web'
  const files = legacy('/web', {
    [`${cpu}/cpu.cfs_quota_us`]: '50000\n',
    [`${cpu}/cpu.cfs_period_us`]: '100000\n',
    [`${cpu}/cpu.stat`]: 'nr_periods 10\nnr_throttled 5\nthrottled_time 1500000000\n',
    [`${cpu}/cpuacct.usage`]: '2500000000\n',
    [`${memory}/memory.limit_in_bytes`]: '1073741824\n',
    [`${memory}/memory.usage_in_bytes`]: '536870912\n',
    [`${memory}/memory.stat`]: 'cache 1\ninactive_file 5\ntotal_inactive_file 4096\n',
    [`${memory}/memory.failcnt`]: '9\n',
    [`${memory}/memory.oom_control`]: 'oom_kill_disable 0\nunder_oom 0\noom_kill 3\n',
    '/sys/fs/cgroup/pids/web/pids.current': '12\n',
    '/sys/fs/cgroup/pids/web/pids.max': 'max\n',
  })

  it('is joined from its hierarchies', () => {
    expect(lastOf(literalFacts(files), 'ownCgroup')).toEqual({
      path: '/web',
      version: 1,
      cpu: {
        quotaCores: 0.5,
        usageSeconds: 2.5,
        periods: 10,
        throttledPeriods: 5,
        throttledSeconds: 1.5,
      },
      memory: {
        limitBytes: 2 ** 30,
        usageBytes: 2 ** 29,
        inactiveFileBytes: 4096,
        high: null,
        max: null,
        oom: null,
        oomKill: 3,
        failures: 9,
      },
      pids: { current: 12, maximum: null, refused: null },
      pressure: noPressure,
    })
  })

  it.each([
    ['-1', '100000', null],
    ['0', '100000', null],
    ['50000', '0', null],
    ['50000', '200000', 0.25],
  ])('with the quota %s of %s has %j cores', (quota, period, quotaCores) => {
    const facts = literalFacts({
      ...files,
      [`${cpu}/cpu.cfs_quota_us`]: quota,
      [`${cpu}/cpu.cfs_period_us`]: period,
    })
    expect(lastOf(facts, 'ownCgroup').cpu?.quotaCores).toBe(quotaCores)
  })

  it.each(['9223372036854771712', '9223372036854710272', '-1'])('has no memory limit at %s', (limit) => {
    const facts = literalFacts({ ...files, [`${memory}/memory.limit_in_bytes`]: limit })
    expect(lastOf(facts, 'ownCgroup').memory?.limitBytes).toBeNull()
  })

  it('without a hierarchy counts its own inactive files', () => {
    const facts = literalFacts({ ...files, [`${memory}/memory.stat`]: 'cache 1\ninactive_file 5\n' })
    expect(lastOf(facts, 'ownCgroup').memory?.inactiveFileBytes).toBe(5)
  })

  it('finds CPU times in a hierarchy of their own', () => {
    const apart = [
      '30 28 0:27 / /cgroup/cpu rw - cgroup cgroup rw,cpu',
      '31 28 0:28 / /cgroup/cpuacct rw - cgroup cgroup rw,cpuacct',
    ]
    const facts = literalFacts({
      '/proc/self/cgroup': '3:cpuacct:/web\n2:cpu:/web\n',
      '/proc/self/mountinfo': apart.join('\n'),
      '/cgroup/cpu/web/cpu.cfs_quota_us': '-1\n',
      '/cgroup/cpuacct/web/cpuacct.usage': '7000000000\n',
    })
    expect(lastOf(facts, 'ownCgroup')).toMatchObject({
      cpu: { quotaCores: null, usageSeconds: 7 },
      memory: null,
    })
  })

  it('may have another path in each hierarchy: the deepest names it', () => {
    const facts = literalFacts({
      '/proc/self/cgroup': '4:cpu,cpuacct:/user\n3:memory:/user/session\n',
      '/proc/self/mountinfo': legacyMounts.join('\n'),
      '/sys/fs/cgroup/cpu,cpuacct/user/cpuacct.usage': '1000000000\n',
      '/sys/fs/cgroup/memory/user/session/memory.usage_in_bytes': '5\n',
      '/sys/fs/cgroup/memory/user/memory.usage_in_bytes': '6\n',
    })
    expect(lastOf(facts, 'ownCgroup')).toMatchObject({
      path: '/user/session',
      cpu: { usageSeconds: 1 },
      memory: { usageBytes: 5 },
    })
    expect(lastOf(facts, 'cgroupAncestors')).toMatchObject([
      { path: '/user', cpu: { usageSeconds: 1 }, memory: { usageBytes: 6 } },
      { path: '/' },
    ])
  })
})

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
})

describeWithFixtures('recorded cases of cgroups', () => {
  const { cases } = fixtureJson('kernel-files/cgroup-cases.json') as {
    cases: { name: string; files: Record<string, string>; expected: Record<string, unknown> }[]
  }
  const groupOf = (name: string, version: 1 | 2) => {
    const one = cases.find((candidate) => candidate.name === name)
    if (one === undefined) throw new Error(`There is no case ${name}.`)
    const folders =
      version === 2 ? ['/sys/fs/cgroup'] : ['/sys/fs/cgroup/memory', '/sys/fs/cgroup/cpu,cpuacct']
    const files = folders.flatMap((folder) =>
      Object.entries(one.files).map(([file, text]) => [`${folder}/web/${file}`, text] as const),
    )
    const literal = Object.fromEntries(files)
    const facts = literalFacts(version === 2 ? unified('/web', literal) : legacy('/web', literal))
    return { group: lastOf(facts, 'ownCgroup'), expected: one.expected }
  }

  it('agree with the memory of v2', () => {
    const { group, expected } = groupOf('v2 memory: current, max, peak, stat', 2)
    const { usage, limit, stat } = expected as {
      usage: number
      limit: number
      stat: { inactive_file: number }
    }
    expect(group.memory).toMatchObject({
      usageBytes: usage,
      limitBytes: limit,
      inactiveFileBytes: stat.inactive_file,
    })
  })

  it('agree with the kills of v1', () => {
    const name = 'v1 memory.oom_control with oom_kill'
    const one = cases.find((candidate) => candidate.name === name)
    const control = one?.files['memory.oom_control'] ?? ''
    const facts = literalFacts(
      legacy('/web', {
        '/sys/fs/cgroup/memory/web/memory.failcnt': '0\n',
        '/sys/fs/cgroup/memory/web/memory.oom_control': control,
      }),
    )
    expect(lastOf(facts, 'ownCgroup').memory?.oomKill).toBe(one?.expected['oom_kill'])
  })

  it('refuse what the source project refuses', () => {
    expect(groupOf('v1 memory with an unreadable memory.usage_in_bytes', 1).group.memory).toMatchObject({
      usageBytes: null,
      limitBytes: 8192,
    })
    expect(groupOf('v1 memory with an unreadable memory.limit_in_bytes', 1).group.memory).toMatchObject({
      usageBytes: 2048,
      limitBytes: null,
    })
    expect(groupOf('v1 cpu.stat with a word for a number', 1).group.cpu).toBeNull()
  })

  it('of every kind are read without a crash', () => {
    for (const { name } of cases) {
      expect(groupOf(name, 1).group.path, name).toBe('/web')
      expect(groupOf(name, 2).group.path, name).toBe('/web')
    }
  })
})

import { describe, expect, it } from 'vitest'
import { legacy, legacyMounts, unified } from './literal-cgroups.ts'
import { lastOf, literalFacts } from './literal-snapshot.ts'

const noPressure = { cpu: null, memory: null, io: null }

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

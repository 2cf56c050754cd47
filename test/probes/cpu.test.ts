import { describe, expect, it } from 'vitest'
import { gatherCpu } from '../../src/probes/cpu.ts'
import { type LiteralFile, literalFiles, literalPlatform } from '../worlds.ts'

const eightCpus = {
  '/sys/devices/system/cpu/online': '0-7\n',
  '/proc/self/status': 'Name:\tnode\nCpus_allowed:\tff\nCpus_allowed_list:\t0-7\n',
}
const v2 = {
  '/proc/self/cgroup': '0::/a/b/c\n',
  '/proc/self/mountinfo': '30 20 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n',
}
const v1 = {
  '/proc/self/cgroup': '5:cpuset:/\n3:cpu,cpuacct:/a/b\n0::/\n',
  '/proc/self/mountinfo': [
    '31 20 0:27 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct',
    '32 20 0:28 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset',
    '33 20 0:29 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw',
  ].join('\n'),
}
const free =
  'All 8 online CPUs of /sys/devices/system/cpu/online may be used: no affinity, cpuset or quota is tighter.'

describe('effective CPUs', () => {
  it.each<[string, Record<string, LiteralFile>, number, string]>([
    ['nothing limits', v2, 8, free],
    [
      'an own v2 quota is the tightest',
      {
        ...v2,
        '/sys/fs/cgroup/a/b/c/cpu.max': '150000 100000\n',
        '/sys/fs/cgroup/a/cpu.max': '400000 100000\n',
      },
      1.5,
      'The CPU quota in /sys/fs/cgroup/a/b/c/cpu.max allows 1.5 cores of the 8 online CPUs of /sys/devices/system/cpu/online.',
    ],
    [
      'the quota of the grandparent is tighter than that of the parent',
      {
        ...v2,
        '/sys/fs/cgroup/a/b/c/cpu.max': 'max 100000\n',
        '/sys/fs/cgroup/a/b/cpu.max': '400000 100000\n',
        '/sys/fs/cgroup/a/cpu.max': '25000 50000\n',
      },
      0.5,
      'The CPU quota in /sys/fs/cgroup/a/cpu.max allows 0.5 cores of the 8 online CPUs of /sys/devices/system/cpu/online.',
    ],
    [
      'a v1 quota of the parent',
      {
        ...v1,
        '/sys/fs/cgroup/cpu,cpuacct/a/b/cpu.cfs_quota_us': '-1\n',
        '/sys/fs/cgroup/cpu,cpuacct/a/b/cpu.cfs_period_us': '100000\n',
        '/sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_quota_us': '200000\n',
        '/sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_period_us': '100000\n',
      },
      2,
      'The CPU quota in /sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_quota_us allows 2 cores of the 8 online CPUs of /sys/devices/system/cpu/online.',
    ],
    [
      'a hybrid, where v1 has the cpu controller and a cpu.max of v2 does not count',
      { ...v1, '/sys/fs/cgroup/unified/cpu.max': '10000 100000\n' },
      8,
      free,
    ],
    [
      'a v2 cpuset, which shows in the affinity too',
      {
        ...v2,
        '/proc/self/status': 'Cpus_allowed_list:\t2-4\n',
        '/sys/fs/cgroup/a/cpuset.cpus.effective': '2-4\n',
        '/sys/fs/cgroup/cpuset.cpus.effective': '0-7\n',
      },
      3,
      'The cpuset in /sys/fs/cgroup/a/cpuset.cpus.effective allows 3 of the 8 online CPUs of /sys/devices/system/cpu/online.',
    ],
    [
      'a v1 cpuset of an old kernel',
      { ...v1, '/sys/fs/cgroup/cpuset/cpuset.cpus': '0-1\n' },
      2,
      'The cpuset in /sys/fs/cgroup/cpuset/cpuset.cpus allows 2 of the 8 online CPUs of /sys/devices/system/cpu/online.',
    ],
    [
      'an affinity within a wider cpuset',
      {
        ...v2,
        '/proc/self/status': 'Cpus_allowed_list:\t5\n',
        '/sys/fs/cgroup/a/cpuset.cpus.effective': '2-5\n',
      },
      1,
      'The CPU affinity in /proc/self/status allows 1 of the 8 online CPUs of /sys/devices/system/cpu/online.',
    ],
    [
      'an affinity that lists CPUs which are offline',
      { ...v2, '/proc/self/status': 'Cpus_allowed_list:\t0-127\n' },
      8,
      free,
    ],
    ['a quota above the machine', { ...v2, '/sys/fs/cgroup/a/b/c/cpu.max': '1600000 100000\n' }, 8, free],
  ])('are right when: %s', (_, files, effectiveCores, because) => {
    const cpu = gatherCpu(literalFiles({ ...eightCpus, ...files }), literalPlatform(), 7)
    expect(cpu).toMatchObject({ ok: true, atMs: 7, value: { cores: 8, effectiveCores, because, doubts: [] } })
  })

  it('keep each limit apart, the quota with its file', () => {
    const files = literalFiles({
      ...eightCpus,
      ...v2,
      '/proc/self/status': 'Cpus_allowed_list:\t0-3\n',
      '/sys/fs/cgroup/a/b/c/cpuset.cpus.effective': '0-5\n',
      '/sys/fs/cgroup/a/cpu.max': '900000 100000\n',
    })
    expect(gatherCpu(files, literalPlatform(), 0)).toMatchObject({
      value: {
        cores: 8,
        affinityCores: 4,
        cpusetCores: 6,
        cpusetPath: '/sys/fs/cgroup/a/b/c/cpuset.cpus.effective',
        quotaCores: 9,
        quotaPath: '/sys/fs/cgroup/a/cpu.max',
        effectiveCores: 4,
      },
    })
  })

  it('do not count an offline CPU that the affinity lists among online ones', () => {
    const files = literalFiles({
      ...eightCpus,
      ...v2,
      '/sys/devices/system/cpu/online': '0-3',
      '/proc/self/status': 'Cpus_allowed_list:\t2-7\n',
    })
    expect(gatherCpu(files, literalPlatform(), 0)).toMatchObject({
      value: { cores: 4, affinityCores: 2, effectiveCores: 2 },
    })
  })

  it('stay right in a container that renumbers its online CPUs', () => {
    const files = literalFiles({
      ...v2,
      '/sys/devices/system/cpu/online': '0-1',
      '/proc/self/status': 'Cpus_allowed_list:\t1,7\n',
      '/sys/fs/cgroup/cpuset.cpus.effective': '1,7',
    })
    expect(gatherCpu(files, literalPlatform(), 0)).toMatchObject({ value: { cores: 2, effectiveCores: 2 } })
  })

  it('come from /proc/stat where sysfs is not mounted', () => {
    const files = literalFiles({ ...v2, '/proc/stat': 'cpu  1 2 3\ncpu0 1 2 3\ncpu2 1 2 3\nintr 5\n' })
    expect(gatherCpu(files, literalPlatform(), 0)).toMatchObject({ value: { cores: 2, effectiveCores: 2 } })
  })

  it.each<[string, Record<string, LiteralFile>, string]>([
    [
      'a denied quota',
      { ...v2, '/sys/fs/cgroup/a/cpu.max': { missing: 'denied' } },
      'A limit may be missed: /sys/fs/cgroup/a/cpu.max is denied.',
    ],
    [
      'a damaged quota',
      { ...v2, '/sys/fs/cgroup/a/cpu.max': 'bad' },
      'A limit may be missed: /sys/fs/cgroup/a/cpu.max is unreadable.',
    ],
    [
      'a quota without its period',
      { ...v1, '/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us': '50000' },
      'A limit may be missed: /sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us is unreadable.',
    ],
    ['no list of own cgroups', {}, 'A cgroup limit would not be seen: /proc/self/cgroup is absent.'],
    [
      'no list of mounts',
      { '/proc/self/cgroup': '0::/\n' },
      'A cgroup limit would not be seen: /proc/self/mountinfo is absent.',
    ],
    [
      'a group that no mount shows',
      { ...v2, '/proc/self/cgroup': '0::/../elsewhere\n' },
      'A cgroup limit would not be seen: no mount in /proc/self/mountinfo shows the own cgroup of the cpu controller.',
    ],
    [
      'a status without affinity',
      { ...v2, '/proc/self/status': 'Name:\tnode\n' },
      'A CPU affinity would not be seen: /proc/self/status is unreadable.',
    ],
  ])('carry a doubt for %s', (_, files, doubt) => {
    const cpu = gatherCpu(literalFiles({ ...eightCpus, ...files }), literalPlatform(), 0)
    expect(cpu).toMatchObject({
      ok: true,
      value: { effectiveCores: 8, doubts: expect.arrayContaining([doubt]) },
    })
  })

  it.each([
    ['absent', {}],
    ['denied', { '/sys/devices/system/cpu/online': { missing: 'denied' } }],
    ['unreadable', { '/sys/devices/system/cpu/online': 'all' }],
    ['unreadable', { '/proc/stat': 'cpu 1 2 3\n' }],
  ] as const)('are %s, never 0, when no file states them', (reason, files) => {
    expect(gatherCpu(literalFiles(files), literalPlatform(), 0)).toEqual({ ok: false, reason })
  })

  it('are those of the runtime where there is no Linux', () => {
    expect(gatherCpu(literalFiles({}), literalPlatform({ os: 'darwin', cores: () => 10 }), 3)).toEqual({
      ok: true,
      atMs: 3,
      value: {
        cores: 10,
        affinityCores: null,
        cpusetCores: null,
        cpusetPath: null,
        quotaCores: null,
        quotaPath: null,
        effectiveCores: 10,
        because: 'The runtime counts 10 CPUs; this system has no cgroups that could limit them.',
        doubts: [],
      },
    })
    expect(gatherCpu(literalFiles({}), literalPlatform({ os: 'darwin', cores: () => 0 }), 3)).toEqual({
      ok: false,
      reason: 'unreadable',
    })
  })
})

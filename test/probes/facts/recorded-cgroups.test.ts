import { expect, it } from 'vitest'
import { describeWithFixtures, fixtureJson } from '../../fixtures.ts'
import { legacy, unified } from './literal-cgroups.ts'
import { lastOf, literalFacts } from './literal-snapshot.ts'
import { byInstance, metricsOf, tree } from './recorded-trees.ts'

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

describeWithFixtures('recorded groups', () => {
  const own = (name: string, cgroup: string, mountinfo: string) =>
    literalFacts({ ...tree(name), '/proc/self/cgroup': cgroup, '/proc/self/mountinfo': mountinfo })

  it('of v2 are as their source project states them', () => {
    const name = 'pcp-cgroups-root-004-system'
    const metrics = metricsOf(name)
    const facts = own(
      name,
      '0::/system.slice/crond.service\n',
      '30 20 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n',
    )
    const groups = new Map(lastOf(facts, 'cgroups').map((group) => [unescaped(group.path), group]))
    for (const [path, value] of byInstance(metrics, 'cgroup.cpu.stat.usage')) {
      expect(Math.round((groups.get(path)?.cpu?.usageSeconds ?? Number.NaN) * 1e6), path).toBe(value)
    }
    for (const [path, value] of byInstance(metrics, 'cgroup.memory.current')) {
      expect(groups.get(path)?.memory?.usageBytes, path).toBe(value)
    }
    for (const [path, value] of byInstance(metrics, 'cgroup.memory.stat.inactive_file')) {
      expect(groups.get(path)?.memory?.inactiveFileBytes, path).toBe(value)
    }
    for (const resource of ['cpu', 'memory', 'io'] as const) {
      for (const [path, value] of byInstance(metrics, `cgroup.pressure.${resource}.some.total`)) {
        const seconds = groups.get(path)?.pressure[resource]?.some.totalSeconds ?? Number.NaN
        expect(Math.round(seconds * 1e6), `${resource} ${path}`).toBe(value)
      }
    }
    expect(groups.size).toBe(135)
    expect(lastOf(facts, 'ownCgroup').path).toBe('/system.slice/crond.service')
    expect(lastOf(facts, 'cgroupAncestors').map(({ path }) => path)).toEqual(['/system.slice', '/'])
  })

  it.each([
    ['pcp-cgroups-root-001', '/cgroup/cpu', '/cgroup/cpuacct', '/cgroup/memory'],
    ['pcp-cgroups-root-003', '/sys/fs/cgroup/cpu,cpuacct', null, '/sys/fs/cgroup/memory'],
  ])('of v1 in %s are as their source project states them', (name, cpu, cpuacct, memory) => {
    const metrics = metricsOf(name)
    const mounts = [
      `30 20 0:26 / ${cpu} rw - cgroup cgroup rw,cpu${cpuacct === null ? ',cpuacct' : ''}`,
      ...(cpuacct === null ? [] : [`31 20 0:27 / ${cpuacct} rw - cgroup cgroup rw,cpuacct`]),
      `32 20 0:28 / ${memory} rw - cgroup cgroup rw,memory`,
    ]
    const facts = own(name, '4:memory:/\n3:cpuacct:/\n2:cpu:/\n', mounts.join('\n'))
    const groups = new Map(
      [lastOf(facts, 'ownCgroup'), ...lastOf(facts, 'cgroups')].map((group) => [
        unescaped(group.path),
        group,
      ]),
    )
    for (const [path, value] of byInstance(metrics, 'cgroup.cpuacct.usage')) {
      expect(Math.round((groups.get(path)?.cpu?.usageSeconds ?? Number.NaN) * 1e9), path).toBe(value)
    }
    for (const [path, value] of byInstance(metrics, 'cgroup.memory.usage')) {
      expect(groups.get(path)?.memory, path).toMatchObject({ usageBytes: value, limitBytes: null })
    }
    for (const [path, value] of byInstance(metrics, 'cgroup.memory.stat.total.inactive_file')) {
      expect(groups.get(path)?.memory?.inactiveFileBytes, path).toBe(value)
    }
    for (const [path, value] of byInstance(metrics, 'cgroup.cpusched.throttled')) {
      expect(groups.get(path)?.cpu, path).toMatchObject({ throttledPeriods: value, quotaCores: null })
    }
  })
})

/** The source project states the names of systemd as they were before it escaped them. */
function unescaped(path: string): string {
  return path.replaceAll('\\x2d', '-')
}

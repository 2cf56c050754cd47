import { describe, expect, it } from 'vitest'
import { gatherMemory } from '../../src/probes/memory.ts'
import { describeWithFixtures, fixtureJson } from '../fixtures.ts'
import { type LiteralFile, literalFiles, literalPlatform } from '../worlds.ts'

const gibibyte = 2 ** 30
const sixteen = {
  '/proc/meminfo': 'MemTotal:       16777216 kB\nMemFree: 1 kB\nMemAvailable:    8388608 kB\n',
}
const v2 = {
  ...sixteen,
  '/proc/self/cgroup': '0::/a/b\n',
  '/proc/self/mountinfo': '30 20 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n',
}
const v1 = {
  ...sixteen,
  '/proc/self/cgroup': '4:memory:/docker/ab\n0::/\n',
  '/proc/self/mountinfo': '30 20 0:26 /docker/ab /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n',
}
const group = '/sys/fs/cgroup/memory'

describe('the memory limit', () => {
  it.each<[string, Record<string, LiteralFile>, number | null, string | null]>([
    ['v2 without one', { ...v2, '/sys/fs/cgroup/a/memory.max': 'max\n' }, null, null],
    [
      'v2, own',
      { ...v2, '/sys/fs/cgroup/a/b/memory.max': `${2 * gibibyte}\n` },
      2 * gibibyte,
      '/sys/fs/cgroup/a/b/memory.max',
    ],
    [
      'v2, of the parent',
      {
        ...v2,
        '/sys/fs/cgroup/a/b/memory.max': `${4 * gibibyte}\n`,
        '/sys/fs/cgroup/a/memory.max': `${gibibyte}\n`,
      },
      gibibyte,
      '/sys/fs/cgroup/a/memory.max',
    ],
    ['v2, above MemTotal', { ...v2, '/sys/fs/cgroup/a/b/memory.max': `${20 * gibibyte}\n` }, null, null],
    ['v1 "unlimited"', { ...v1, [`${group}/memory.limit_in_bytes`]: '9223372036854771712\n' }, null, null],
    [
      'v1, own',
      { ...v1, [`${group}/memory.limit_in_bytes`]: '536870912\n' },
      536870912,
      `${group}/memory.limit_in_bytes`,
    ],
    [
      'v1, of an ancestor above the mount of the container',
      {
        ...v1,
        [`${group}/memory.limit_in_bytes`]: '9223372036854771712\n',
        [`${group}/memory.stat`]: 'cache 5\nhierarchical_memory_limit 1073741824\n',
      },
      gibibyte,
      `${group}/memory.stat`,
    ],
    ['a machine without cgroups', sixteen, null, null],
  ])('of %s', (_, files, limitBytes, limitPath) => {
    expect(gatherMemory(literalFiles(files), literalPlatform(), 0)).toMatchObject({
      ok: true,
      value: {
        totalBytes: 16 * gibibyte,
        limitBytes,
        limitPath,
        effectiveBytes: limitBytes ?? 16 * gibibyte,
      },
    })
  })

  it('says which rule binds', () => {
    const limited = literalFiles({ ...v2, '/sys/fs/cgroup/a/memory.max': '536870912' })
    expect(gatherMemory(limited, literalPlatform(), 0)).toMatchObject({
      value: {
        because:
          'The memory limit in /sys/fs/cgroup/a/memory.max allows 0.5 GiB of the 16 GiB of MemTotal in /proc/meminfo.',
        doubts: [],
      },
    })
    expect(gatherMemory(literalFiles(v2), literalPlatform(), 0)).toMatchObject({
      value: {
        because: 'All 16 GiB of MemTotal in /proc/meminfo may be used: no cgroup limit is tighter.',
        doubts: [],
      },
    })
  })
})

describe('the memory that is available', () => {
  const limited = { ...v2, '/sys/fs/cgroup/a/memory.max': `${2 * gibibyte}` }
  it.each<[string, Record<string, LiteralFile>, number | null]>([
    ['MemAvailable without a limit', v2, 8 * gibibyte],
    ['not known when the use of a limited group cannot be read', limited, null],
    [
      'the limit less the working set, page cache that can go not counted',
      {
        ...limited,
        '/sys/fs/cgroup/a/memory.current': `${1.5 * gibibyte}`,
        '/sys/fs/cgroup/a/memory.stat': `anon 7\ninactive_file ${gibibyte}\n`,
      },
      1.5 * gibibyte,
    ],
    [
      'nothing, when the working set is beyond the limit',
      {
        ...limited,
        '/sys/fs/cgroup/a/memory.current': `${3 * gibibyte}`,
        '/sys/fs/cgroup/a/memory.stat': 'inactive_file 0\n',
      },
      0,
    ],
    [
      'in v1 with the caches of all groups below',
      {
        ...v1,
        [`${group}/memory.limit_in_bytes`]: `${gibibyte}`,
        [`${group}/memory.usage_in_bytes`]: `${gibibyte}`,
        [`${group}/memory.stat`]: `inactive_file 1\ntotal_inactive_file ${gibibyte / 4}\n`,
      },
      gibibyte / 4,
    ],
    [
      'at most what an ancestor out of sight allows',
      { ...v1, [`${group}/memory.stat`]: `hierarchical_memory_limit ${gibibyte}\n` },
      gibibyte,
    ],
    ['not known to a kernel without MemAvailable', { ...v2, '/proc/meminfo': 'MemTotal: 1024 kB\n' }, null],
  ])('is %s', (_, files, availableBytes) => {
    expect(gatherMemory(literalFiles(files), literalPlatform(), 0)).toMatchObject({
      ok: true,
      value: { availableBytes },
    })
  })
})

describe('memory that cannot be told', () => {
  it.each([
    ['absent', {}],
    ['denied', { '/proc/meminfo': { missing: 'denied' } }],
    ['unreadable', { '/proc/meminfo': 'MemTotal: none\n' }],
  ] as const)('is %s, never 0', (reason, files) => {
    expect(gatherMemory(literalFiles(files), literalPlatform(), 0)).toEqual({ ok: false, reason })
  })

  it.each(['bad', { missing: 'denied' }] as const)('is doubted for a limit of %j', (content) => {
    const memory = gatherMemory(
      literalFiles({ ...v2, '/sys/fs/cgroup/a/memory.max': content }),
      literalPlatform(),
      0,
    )
    const reason = typeof content === 'string' ? 'unreadable' : content.missing
    expect(memory).toMatchObject({
      value: {
        limitBytes: null,
        doubts: [`A limit may be missed: /sys/fs/cgroup/a/memory.max is ${reason}.`],
      },
    })
  })

  it('is as the runtime states it where there is no Linux', () => {
    const platform = literalPlatform({ os: 'darwin', memoryBytes: () => 8 * gibibyte })
    expect(gatherMemory(literalFiles({}), platform, 0)).toMatchObject({
      ok: true,
      value: {
        totalBytes: 8 * gibibyte,
        limitBytes: null,
        effectiveBytes: 8 * gibibyte,
        availableBytes: null,
      },
    })
  })
})

describeWithFixtures('recorded memory groups', () => {
  it('have the limits, or the damage, that the source projects state', () => {
    const { cases } = fixtureJson('kernel-files/cgroup-cases.json') as {
      cases: { name: string; files: Record<string, string>; expected: { limit?: number; error?: boolean } }[]
    }
    const judged = cases.flatMap(({ name, files, expected }) => {
      const [place, base] = name.startsWith('v1') ? [group, v1] : ['/sys/fs/cgroup/a/b', v2]
      if (!('memory.max' in files) && !('memory.limit_in_bytes' in files)) return []
      const placed = Object.fromEntries(
        Object.entries(files).map(([file, text]) => [`${place}/${file}`, text]),
      )
      const memory = gatherMemory(literalFiles({ ...base, ...placed }), literalPlatform(), 0)
      const limit = memory.ok ? memory.value.limitBytes : 'none'
      return [{ name, limit, doubts: memory.ok ? memory.value.doubts.length : 'none', expected }]
    })
    expect(judged).toMatchObject([
      {
        name: 'v2 memory: current, max, peak, stat',
        limit: 999999999,
        doubts: 0,
        expected: { limit: 999999999 },
      },
      // The limit is sound there: only what is left of it cannot be told.
      {
        name: 'v1 memory with an unreadable memory.usage_in_bytes',
        limit: 8192,
        doubts: 0,
        expected: { error: true },
      },
      {
        name: 'v1 memory with an unreadable memory.limit_in_bytes',
        limit: null,
        doubts: 1,
        expected: { error: true },
      },
    ])
  })
})

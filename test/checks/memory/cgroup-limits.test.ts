import { describe, expect, it } from 'vitest'
import { memCgroupEvents } from '../../../src/checks/memory/cgroup-events.ts'
import { memCgroupUsage } from '../../../src/checks/memory/cgroup-usage.ts'
import type { CgroupMemory } from '../../../src/core/index.ts'
import {
  cgroup,
  finding,
  findings,
  judgedBy,
  list,
  process,
  stalls,
  statuses,
  system,
} from '../cpu/samples.ts'
import { eightGib, type Known } from '../ranking/samples.ts'

const group = (path: string, memory: Partial<CgroupMemory>, version: 1 | 2 = 2) =>
  cgroup(path, { memory, version })

describe('a memory limit in use', () => {
  const using = (usageBytes: number | null, inactiveFileBytes: number | null, more: Known = {}): Known => ({
    cgroups: [group('/a', { limitBytes: 1000, usageBytes, inactiveFileBytes })],
    effectiveMemory: eightGib,
    ...more,
  })

  it.each<[string, Known, string]>([
    ['nearly all of it', using(980, 0), 'fail'],
    ['most of it', using(979, 0), 'warn'],
    ['nine tenths', using(900, 0), 'warn'],
    ['less', using(899, 0), 'pass'],
    ['all of it, mostly for cache', using(1000, 500), 'pass'],
    ['more cache than is used', using(10, 500), 'pass'],
    ['not told', using(null, 0), 'unknown'],
    ['with cache that is not told', using(950, null), 'unknown'],
    ['little, whatever of it is cache', using(899, null), 'pass'],
  ])('%s', (_, known, status) => {
    expect(finding(memCgroupUsage, known, null).status).toBe(status)
  })

  it('is told with its parts, its largest process and what would raise it', () => {
    const [judged] = judgedBy(
      memCgroupUsage,
      using(1000, 50, {
        processes: list(
          process(1, { cgroup: '/a/b', residentBytes: 2048 }),
          process(2, { cgroup: '/ab', residentBytes: 4096 }),
          process(3, { cgroup: null, residentBytes: 4096 }),
        ),
      }),
    )
    expect(judged?.culprit).toBe('/a')
    expect(judged?.finding).toMatchObject({
      instance: '/a',
      because: '/a needs 95 % of its memory limit: 950 B of 1,000 B.',
      evidence: {
        'working set': { value: 950, unit: 'bytes' },
        limit: { value: 1000, unit: 'bytes' },
        usage: { value: 1000, unit: 'bytes' },
        largest: 'app (pid 1), 2 KiB',
      },
    })
    expect(judged?.finding.advice?.map(({ command }) => command)).toEqual([
      'echo 1500 > /sys/fs/cgroup/a/memory.max',
      'lewis-perf diagnose process 1',
    ])
  })

  it('is that of the group above, where that is tighter', () => {
    const cgroups = [
      group('/a', { limitBytes: 500, usageBytes: 400, inactiveFileBytes: 0 }),
      group('/a/b', { limitBytes: 1000, usageBytes: 450, inactiveFileBytes: 0 }),
    ]
    expect(statuses(memCgroupUsage, { cgroups, effectiveMemory: eightGib })).toEqual({
      '/a': 'pass',
      '/a/b': 'warn',
    })
  })

  it('is judged of groups with a limit of their own, below the memory of the machine', () => {
    const cgroups = [
      group('/none', { usageBytes: 5 }),
      group('/all', { limitBytes: 8 * 2 ** 30, usageBytes: 5, inactiveFileBytes: 0 }),
      cgroup('/no-controller'),
    ]
    expect(finding(memCgroupUsage, { cgroups, effectiveMemory: eightGib })).toMatchObject({
      status: 'not-applicable',
      because: 'No cgroup here has a memory limit.',
    })
  })

  it('of a container may be set where it cannot see it', () => {
    const cgroups = [
      group('/', { usageBytes: 95, inactiveFileBytes: 0 }),
      group('/b', { usageBytes: 95, inactiveFileBytes: 0 }),
    ]
    const known = {
      cgroups,
      ownCgroup: cgroup('/'),
      system: system(true),
      effectiveMemory: { ...eightGib, limitBytes: 100 },
    }
    expect(statuses(memCgroupUsage, known)).toEqual({ 'this container': 'warn' })
    expect(findings(memCgroupUsage, known)[0]?.because).toMatch(/^This container needs 95 %/)
    expect(statuses(memCgroupUsage, { ...known, system: system(false) })).toEqual({ '': 'not-applicable' })
  })

  it('is judged without the memory of the machine', () => {
    const known = { cgroups: [group('/a', { limitBytes: 1000, usageBytes: 980, inactiveFileBytes: 0 })] }
    expect(finding(memCgroupUsage, known).status).toBe('fail')
  })
})

describe('a memory limit that was reached', () => {
  const reached = (before: Partial<CgroupMemory>, after: Partial<CgroupMemory>, full = true): Known => {
    const usage = { limitBytes: 1000, usageBytes: 1000, inactiveFileBytes: full ? 200 : 201 }
    return {
      cgroups: {
        first: [group('/a', { ...usage, ...before })],
        last: [group('/a', { ...usage, ...after })],
      },
    }
  }

  it.each<[string, Known, string]>([
    ['not once in the window', reached({ max: 5 }, { max: 5 }), 'pass'],
    ['at memory.max', reached({ max: 5 }, { max: 6 }), 'warn'],
    ['at memory.high', reached({ high: 5 }, { high: 6 }), 'warn'],
    ['by a count of v1', reached({ failures: 5 }, { failures: 6 }), 'warn'],
    ['with nothing left to give up', reached({ oom: 0 }, { oom: 1 }), 'fail'],
    ['with page cache', reached({ max: 5 }, { max: 9 }, false), 'info'],
    ['with page cache, and nothing left', reached({ oom: 0 }, { oom: 1 }, false), 'fail'],
    ['before it was reset', reached({ max: 5 }, { max: 1 }), 'pass'],
  ])('%s', (_, known, status) => {
    expect(finding(memCgroupEvents, known).status).toBe(status)
  })

  it('with page cache that tasks wait for is a warning', () => {
    const known = reached({ max: 5 }, { max: 9 }, false)
    const waiting = (share: number): Known => ({
      cgroups: {
        first: [group('/a', { max: 5 })],
        last: [
          cgroup('/a', {
            memory: { limitBytes: 1000, usageBytes: 1000, inactiveFileBytes: 900, max: 9 },
            pressure: { memory: stalls([share, 0, 0]) },
          }),
        ],
      },
    })
    expect(finding(memCgroupEvents, known).because).toContain('it gave up page cache only')
    expect(finding(memCgroupEvents, waiting(0.01)).status).toBe('warn')
    expect(finding(memCgroupEvents, waiting(0.009)).status).toBe('info')
  })

  it('is told by kind, with what would raise it', () => {
    const [judged] = judgedBy(
      memCgroupEvents,
      reached({ high: 0, max: 0, oom: 0 }, { high: 1, max: 1200, oom: 2 }),
    )
    expect(judged?.culprit).toBe('/a')
    expect(judged?.finding).toMatchObject({
      instance: '/a',
      because:
        '/a ran into its memory limit: once slowed down at memory.high, 1,200 times at memory.max, 2 times with nothing left to give up.',
      evidence: { high: { value: 1 }, max: { value: 1200 }, oom: { value: 2 } },
    })
    expect(judged?.finding.advice?.[0]?.command).toBe('echo 1500 > /sys/fs/cgroup/a/memory.max')
    expect(judged?.finding).not.toHaveProperty('index')
  })

  it('is that of the group itself, not of those below', () => {
    const known = {
      cgroups: {
        first: [group('/a', { max: 0 }), group('/a/b', { max: 0 })],
        last: [group('/a', { max: 7 }), group('/a/b', { max: 7 })],
      },
    }
    expect(statuses(memCgroupEvents, known)).toEqual({ '/a/b': 'warn' })
  })

  it('is unknown from one sample, and does not apply where nothing counts', () => {
    expect(finding(memCgroupEvents, { cgroups: [group('/a', { max: 5 })] }, null)).toMatchObject({
      status: 'unknown',
      because: expect.stringContaining('two samples'),
    })
    expect(finding(memCgroupEvents, { cgroups: [group('/a', {}), cgroup('/b')] }).status).toBe(
      'not-applicable',
    )
  })
})

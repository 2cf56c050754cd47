import { describe, expect, it } from 'vitest'
import { cpuCgroupUsage } from '../../../src/checks/cpu/cgroup-usage.ts'
import { cpuThrottled } from '../../../src/checks/cpu/throttled.ts'
import type { CgroupCpu } from '../../../src/core/index.ts'
import type { Known } from '../ranking/samples.ts'
import { cgroup, did, finding, findings, judgedBy, process, statuses, system } from './samples.ts'

const group = (before: Partial<CgroupCpu>, after: Partial<CgroupCpu>, path = '/a', version: 1 | 2 = 2) => ({
  first: [cgroup(path, { cpu: { quotaCores: 0.5, ...before }, version })],
  last: [cgroup(path, { cpu: { quotaCores: 0.5, ...after }, version })],
})

describe('throttling', () => {
  const throttled = (
    share: number,
    options: { periods?: number; history?: [periods: number, throttled: number] } = {},
  ): Known => {
    const { periods = 100, history = [0, 0] } = options
    return {
      cgroups: group(
        { periods: history[0], throttledPeriods: history[1], throttledSeconds: 1, usageSeconds: 0 },
        {
          periods: history[0] + periods,
          throttledPeriods: history[1] + share * periods,
          throttledSeconds: 7,
          usageSeconds: 1.5,
        },
      ),
    }
  }

  it.each<[string, Known, string]>([
    ['of a quarter of the periods', throttled(0.25), 'warn'],
    ['of less', throttled(0.24), 'pass'],
    ['of nearly all, seen for seconds', throttled(0.99), 'warn'],
    ['that was the same before', throttled(0.5, { history: [3000, 750] }), 'fail'],
    ['that was rarer before', throttled(0.5, { history: [3000, 749] }), 'warn'],
    ['that is known for less than five minutes', throttled(0.5, { history: [2999, 2999] }), 'warn'],
    ['of a group that hardly runs', throttled(1, { periods: 9, history: [3000, 3000] }), 'info'],
    ['of one that runs just enough', throttled(1, { periods: 10, history: [3000, 3000] }), 'fail'],
    ['of one that was new', throttled(1, { periods: 10, history: [9, 9] }), 'warn'],
    ['of one that did not run', throttled(0, { periods: 0 }), 'pass'],
  ])('%s', (_, known, status) => {
    expect(finding(cpuThrottled, known).status).toBe(status)
  })

  it.each([
    [
      'a group that is new',
      { cgroups: { ...group({}, { periods: 5, throttledPeriods: 1 }), first: [] } },
      'It was not there yet at the first sample.',
    ],
    [
      'a kernel that does not tell',
      { cgroups: group({}, {}) },
      'The kernel does not tell here how often it was throttled.',
    ],
    [
      'a group that was made anew',
      { cgroups: group({ periods: 9, throttledPeriods: 9 }, { periods: 1, throttledPeriods: 1 }) },
      'Its periods began anew between the samples.',
    ],
  ])('of %s is unknown, and says why', (_, known, because) => {
    expect(finding(cpuThrottled, known)).toMatchObject({ status: 'unknown', because })
  })

  it('for 15 minutes fails by itself', () => {
    expect(finding(cpuThrottled, throttled(0.5), 900).status).toBe('fail')
  })

  it('is told with its quota, what was used and how long it stood still; the group is the culprit', () => {
    const [judged] = judgedBy(cpuThrottled, {
      ...throttled(0.5, { history: [4000, 3200] }),
      processes: did(
        process(7, { cgroup: '/a/b', userSeconds: 1 }),
        process(8, { cgroup: '/ab', userSeconds: 3 }),
        process(9, { cgroup: null, userSeconds: 3 }),
      ),
    })
    expect(judged?.culprit).toBe('/a')
    expect(judged?.finding).toMatchObject({
      instance: '/a',
      because:
        '/a was throttled in 50 % of its periods: its quota is 0.5 cores. It was throttled in 80 % of all 4,000 periods before.',
      evidence: {
        throttled: { value: 0.5, unit: 'ratio' },
        periods: { value: 100, unit: 'count' },
        quota: { value: 0.5, unit: 'cores' },
        used: { value: 0.5, unit: 'cores' },
        'stopped, a second': { value: 2, unit: 'seconds' },
        busiest: 'app (pid 7), 33 % of one CPU',
      },
      index: 1,
    })
    expect(judged?.finding.advice?.map(({ command }) => command)).toEqual([
      'echo 100000 100000 > /sys/fs/cgroup/a/cpu.max',
      'cat /sys/fs/cgroup/a/cpu.stat',
    ])
  })

  it('is judged of every group with a quota, the own one by the name of the container', () => {
    const before = { quotaCores: 1, periods: 0, throttledPeriods: 0 }
    const after = { quotaCores: 1, periods: 100, throttledPeriods: 30 }
    const known: Known = {
      cgroups: {
        first: [cgroup('/', { cpu: before }), cgroup('/b', { cpu: before }), cgroup('/c', { cpu: {} })],
        last: [
          cgroup('/', { cpu: after }),
          cgroup('/b', { cpu: before }),
          cgroup('/c', { cpu: {} }),
          cgroup('/d'),
        ],
      },
      ownCgroup: cgroup('/'),
      system: system(true),
    }
    expect(statuses(cpuThrottled, known)).toEqual({ 'this container': 'warn', '/b': 'pass' })
    expect(findings(cpuThrottled, known)[0]?.because).toMatch(/^This container was throttled in 30 %/)
    expect(findings(cpuThrottled, known)[1]?.because).toBe('/b did not run in the window.')
    expect(findings(cpuThrottled, known)[0]?.advice?.[0]?.command).toBe('docker update --cpus 2 CONTAINER')
    expect(statuses(cpuThrottled, { ...known, system: system(false) })).toHaveProperty('/')
  })

  it('of v1 is written to its own files', () => {
    const known: Known = {
      cgroups: group({ periods: 0, throttledPeriods: 0 }, { periods: 50, throttledPeriods: 25 }, '/a', 1),
    }
    expect(finding(cpuThrottled, known).advice?.[1]?.command).toBe('cat /sys/fs/cgroup/cpu/a/cpu.stat')
  })

  it('is unknown of a group that is new or was reset, and does not apply without quotas', () => {
    expect(finding(cpuThrottled, { cgroups: group({}, { periods: 5, throttledPeriods: 5 }) }).status).toBe(
      'unknown',
    )
    const reset = group({ periods: 9, throttledPeriods: 9 }, { periods: 5, throttledPeriods: 5 })
    expect(finding(cpuThrottled, { cgroups: reset }).status).toBe('unknown')
    const free = group({ quotaCores: null }, { quotaCores: null })
    expect(finding(cpuThrottled, { cgroups: free })).toMatchObject({
      status: 'not-applicable',
      because: 'No cgroup here has a CPU quota.',
    })
    expect(finding(cpuThrottled, {}).status).toBe('not-applicable')
    expect(finding(cpuThrottled, { cgroups: [] }).status).toBe('unknown')
  })
})

describe('a CPU quota in use', () => {
  it.each([
    [1.42, 'pass'],
    [1.425, 'warn'],
    [9, 'warn'],
  ])('by %d CPU-seconds in 3 s of half a CPU: %s', (used, status) => {
    const known = { cgroups: group({ usageSeconds: 10 }, { usageSeconds: 10 + used }) }
    expect(finding(cpuCgroupUsage, known, 3).status).toBe(status)
  })

  it('is told with what it is and how to raise it', () => {
    const [judged] = judgedBy(cpuCgroupUsage, { cgroups: group({ usageSeconds: 0 }, { usageSeconds: 1.5 }) })
    expect(judged).toMatchObject({
      culprit: '/a',
      finding: {
        instance: '/a',
        because: '/a used 100 % of its quota of 0.5 cores.',
        evidence: { used: { value: 0.5, unit: 'cores' }, share: { value: 1, unit: 'ratio' } },
      },
    })
    expect(judged?.finding.advice?.map(({ command }) => command)).toEqual([
      'echo 100000 100000 > /sys/fs/cgroup/a/cpu.max',
    ])
  })

  it('of the own container is called so', () => {
    const known: Known = {
      cgroups: group({ usageSeconds: 0 }, { usageSeconds: 1.5 }, '/'),
      ownCgroup: cgroup('/'),
      system: system(true),
    }
    expect(finding(cpuCgroupUsage, known)).toMatchObject({
      instance: 'this container',
      because: 'This container used 100 % of its quota of 0.5 cores.',
    })
  })

  it('is unknown of a group that is new, and does not apply without quotas', () => {
    expect(finding(cpuCgroupUsage, { cgroups: group({}, { usageSeconds: 5 }) }).status).toBe('unknown')
    const free = group({ quotaCores: null }, { quotaCores: null, usageSeconds: 5 })
    expect(finding(cpuCgroupUsage, { cgroups: free }).status).toBe('not-applicable')
  })
})

import { describe, expect, it } from 'vitest'
import { processGroup, quotaPeriods, throttledShare } from '../../../src/probes/process/process-group.ts'
import { literalFiles, literalPlatform } from '../../worlds.ts'

const machine = {
  '/proc/meminfo': 'MemTotal: 4194304 kB\nMemAvailable: 2097152 kB\n',
  '/proc/self/cgroup': '0::/ours\n',
  '/proc/self/status': 'Cpus_allowed_list:\t0-3\n',
  '/sys/devices/system/cpu/online': '0-3\n',
  '/proc/self/mountinfo': '30 20 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n',
}
const theirs = {
  ...machine,
  '/proc/7/cgroup': '0::/a/b\n',
  '/proc/7/status': 'Name:\tx\nCpus_allowed_list:\t0-2\n',
  '/sys/fs/cgroup/a/b/cpu.max': 'max 100000\n',
  '/sys/fs/cgroup/a/cpu.max': '50000 100000\n',
  '/sys/fs/cgroup/a/cpu.stat': 'usage_usec 1\nnr_periods 100\nnr_throttled 40\nthrottled_usec 7\n',
  '/sys/fs/cgroup/a/b/memory.max': '1048576\n',
  '/sys/fs/cgroup/a/b/memory.current': '600000\n',
  '/sys/fs/cgroup/a/b/memory.stat': 'inactive_file 100000\n',
}
const platform = literalPlatform()

describe('the cgroup of a process', () => {
  it('limits it by itself and by all above, not by ours', () => {
    const before = { all: 20, throttled: 0 }
    expect(processGroup(literalFiles(theirs), platform, { pid: 7, path: '/a/b', before })).toEqual({
      path: '/a/b',
      effectiveCores: 0.5,
      quotaCores: 0.5,
      throttledShare: 0.5,
      memoryLimitBytes: 1_048_576,
      memoryUsedBytes: 500_000,
    })
  })

  it('without limits leaves it what its affinity leaves', () => {
    const files = literalFiles({
      ...machine,
      '/proc/7/cgroup': '0::/a\n',
      '/proc/7/status': 'Cpus_allowed_list:\t1\n',
    })
    expect(processGroup(files, platform, { pid: 7, path: '/a', before: null })).toEqual({
      path: '/a',
      effectiveCores: 1,
      quotaCores: null,
      throttledShare: null,
      memoryLimitBytes: null,
      memoryUsedBytes: null,
    })
  })

  it('that does not tell its use has a limit without one', () => {
    const { '/sys/fs/cgroup/a/b/memory.stat': _, ...files } = theirs
    expect(processGroup(literalFiles(files), platform, { pid: 7, path: null, before: null })).toMatchObject({
      memoryLimitBytes: 1_048_576,
      memoryUsedBytes: null,
    })
  })

  it('that cannot be told leaves all unknown', () => {
    expect(processGroup(literalFiles({}), platform, { pid: 7, path: null, before: null })).toEqual({
      path: null,
      effectiveCores: null,
      quotaCores: null,
      throttledShare: null,
      memoryLimitBytes: null,
      memoryUsedBytes: null,
    })
  })

  it('counts the periods of the tightest quota, of v1 too', () => {
    expect(quotaPeriods(literalFiles(theirs), platform, 7)).toEqual({ all: 100, throttled: 40 })
    const v1 = {
      ...machine,
      '/proc/self/mountinfo': '31 20 0:27 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu\n',
      '/proc/7/cgroup': '3:cpu:/a\n',
      '/proc/7/status': 'Cpus_allowed_list:\t0-3\n',
      '/sys/fs/cgroup/cpu/a/cpu.cfs_quota_us': '20000\n',
      '/sys/fs/cgroup/cpu/a/cpu.cfs_period_us': '100000\n',
      '/sys/fs/cgroup/cpu/a/cpu.stat': 'nr_periods 7\nnr_throttled 3\nthrottled_time 5\n',
    }
    expect(quotaPeriods(literalFiles(v1), platform, 7)).toEqual({ all: 7, throttled: 3 })
    expect(quotaPeriods(literalFiles(machine), platform, 7)).toBeNull()
  })
})

describe('the share of throttled periods', () => {
  const periods = (all: number, throttled: number) => ({ all, throttled })
  it.each([
    [periods(10, 2), periods(20, 7), 0.5],
    [periods(10, 2), periods(20, 2), 0],
    [periods(10, 2), periods(10, 2), null],
    [periods(10, 2), periods(20, 1), null],
    [periods(10, 0), periods(5, 5), null],
    [periods(10, 0), periods(12, 5), 1],
    [null, periods(12, 5), null],
    [periods(12, 5), null, null],
  ])('from %j to %j is %s', (before, after, expected) => {
    expect(throttledShare(before, after)).toBe(expected)
  })
})

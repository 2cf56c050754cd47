import { describe, expect, test } from 'vitest'
import { lookAtMachine, machineLimits, machineValues } from '../../../src/monitor/sources/machine/index.ts'
import { type LiteralFile, literalPlatform } from '../../worlds.ts'
import { machineFiles, machineTexts } from './literal-machine.ts'

const platform = literalPlatform()

/** Two looks at a container, two seconds apart; `later` are the files that changed. */
function container(
  files: Readonly<Record<string, LiteralFile>>,
  later: Readonly<Record<string, string>>,
): Record<string, number | null> {
  const [before, after] = [machineFiles(files), machineFiles({ ...files, ...later })]
  const limits = machineLimits(before, platform)
  return machineValues(lookAtMachine(before, limits, 10), lookAtMachine(after, limits, 12), limits)
}

const mounts = machineTexts['/proc/self/mountinfo'] ?? ''
const stat = (usedUs: number, periods: number, throttled: number) =>
  `usage_usec ${usedUs}\nuser_usec 1\nsystem_usec 1\nnr_periods ${periods}\nnr_throttled ${throttled}\nthrottled_usec 5\n`

describe('a container of cgroup v2', () => {
  const files = {
    '/proc/self/cgroup': '0::/\n',
    '/sys/fs/cgroup/cgroup.type': 'domain\n',
    '/sys/fs/cgroup/cpu.max': '200000 100000\n',
    '/sys/fs/cgroup/cpu.stat': stat(10e6, 100, 10),
    '/sys/fs/cgroup/memory.max': `${2 ** 30}\n`,
    '/sys/fs/cgroup/memory.current': `${768 * 2 ** 20}\n`,
    '/sys/fs/cgroup/memory.stat': `anon 1\ninactive_file ${256 * 2 ** 20}\n`,
  }
  const values = container(files, { '/sys/fs/cgroup/cpu.stat': stat(13e6, 120, 15) })

  test('is as busy as its quota allows, whatever the machine does', () => {
    // 3 CPU seconds in 2 s, of 2 cores.
    expect(values).toMatchObject({ 'cpu.usage': 0.75, 'cgroup.cpu': 1.5, 'cgroup.throttled': 0.25 })
  })

  test('has the memory that its limit leaves, without page cache that can be dropped', () => {
    expect(values).toMatchObject({
      'cgroup.memory': 512 * 2 ** 20,
      'cgroup.memory.usage': 0.5,
      'memory.usage': 0.5,
      'memory.used': 512 * 2 ** 20,
      'memory.available': 512 * 2 ** 20,
    })
  })

  test('that did not run was not stopped', () => {
    expect(container(files, {})['cgroup.throttled']).toBe(0)
  })

  test('that began anew in between knows nothing of that time', () => {
    const anew = container(files, { '/sys/fs/cgroup/cpu.stat': stat(1e6, 3, 0) })
    expect(anew).toMatchObject({ 'cgroup.cpu': null, 'cgroup.throttled': null, 'cpu.usage': null })
  })
})

describe('a service in a slice with a limit', () => {
  test('is told of by the group above it that binds', () => {
    const files = {
      '/proc/self/cgroup': '0::/app.slice/web.service\n',
      '/sys/fs/cgroup/app.slice/cpu.max': '50000 100000\n',
      '/sys/fs/cgroup/app.slice/cpu.stat': stat(1e6, 10, 0),
      '/sys/fs/cgroup/app.slice/memory.max': 'max\n',
      '/sys/fs/cgroup/app.slice/web.service/cgroup.type': 'domain\n',
      '/sys/fs/cgroup/app.slice/web.service/cpu.max': 'max 100000\n',
      '/sys/fs/cgroup/app.slice/web.service/cpu.stat': stat(1e6, 0, 0),
      '/sys/fs/cgroup/app.slice/web.service/memory.max': 'max\n',
      '/sys/fs/cgroup/app.slice/web.service/memory.current': '4096\n',
      '/sys/fs/cgroup/app.slice/web.service/memory.stat': 'inactive_file 0\n',
    }
    const values = container(files, { '/sys/fs/cgroup/app.slice/cpu.stat': stat(2e6, 30, 5) })
    expect(values).toMatchObject({
      'cpu.usage': 1,
      'cgroup.cpu': 0.5,
      'cgroup.throttled': 0.25,
      'cgroup.memory': 4096,
    })
    expect(values).not.toHaveProperty(['cgroup.memory.usage'])
  })
})

describe('a container of cgroup v1', () => {
  test('is told of by the same series', () => {
    const files = {
      '/proc/self/cgroup': '4:memory:/docker/x\n3:cpu,cpuacct:/docker/x\n',
      '/proc/self/mountinfo': `${mounts}40 30 0:30 /docker/x /sys/fs/cgroup/cpu ro - cgroup cgroup rw,cpu,cpuacct
41 30 0:31 /docker/x /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory
`,
      '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '100000\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
      '/sys/fs/cgroup/cpu/cpu.stat': 'nr_periods 10\nnr_throttled 1\nthrottled_time 5\n',
      '/sys/fs/cgroup/cpu/cpuacct.usage': '4000000000\n',
      '/sys/fs/cgroup/memory/memory.limit_in_bytes': `${2 ** 30}\n`,
      '/sys/fs/cgroup/memory/memory.usage_in_bytes': `${2 ** 29}\n`,
      '/sys/fs/cgroup/memory/memory.stat': `total_inactive_file ${2 ** 28}\n`,
    }
    const values = container(files, {
      '/sys/fs/cgroup/cpu/cpuacct.usage': '5000000000\n',
      '/sys/fs/cgroup/cpu/cpu.stat': 'nr_periods 30\nnr_throttled 11\nthrottled_time 5\n',
    })
    expect(values).toMatchObject({
      'cpu.usage': 0.5,
      'cgroup.cpu': 0.5,
      'cgroup.throttled': 0.5,
      'cgroup.memory': 2 ** 28,
      'cgroup.memory.usage': 0.25,
    })
  })
})

describe('the root of a machine', () => {
  test.each<[string, Readonly<Record<string, string>>]>([
    ['v2', {}],
    [
      'v1',
      {
        '/proc/self/cgroup': '3:cpu,cpuacct:/\n',
        '/proc/self/mountinfo': `${mounts}40 30 0:30 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu,cpuacct\n`,
        '/sys/fs/cgroup/cpu/cpuacct.usage': '4000000000\n',
      },
    ],
  ])('of cgroup %s is no group', (_, files) => {
    expect(Object.keys(container(files, {})).join()).not.toContain('cgroup')
  })
})

describe('filesystems', () => {
  test('are those that are here and may fill up, each once: never one that a network has', () => {
    expect(machineLimits(machineFiles(), platform).mounts.map(({ mountPoint }) => mountPoint)).toEqual(['/'])
  })
})

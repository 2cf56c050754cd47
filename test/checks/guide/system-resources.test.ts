import { describe, expect, it } from 'vitest'
import { guideDiagnosis } from '../../../src/checks/guide/index.ts'
import type { CpuTimes, FactTypes } from '../../../src/core/index.ts'
import { machine } from '../process/samples.ts'
import type { Known } from '../ranking/samples.ts'

const gib = 2 ** 30
const noTimes: CpuTimes = {
  user: 0,
  nice: 0,
  system: 0,
  idle: 0,
  iowait: 0,
  irq: 0,
  softirq: 0,
  steal: 0,
  guest: 0,
  guestNice: 0,
}

function stat(times: Partial<CpuTimes>): FactTypes['kernelStat'] {
  return {
    total: { ...noTimes, ...times },
    perCpu: {},
    runningProcesses: 1,
    blockedProcesses: 0,
    forks: 1,
    bootTimeSeconds: 0,
  }
}

const cpu = (spent: Partial<CpuTimes>) => ({ kernelStat: { first: stat({}), last: stat(spent) } })
const resources = (known: Known, windowSeconds: number | null = 3) =>
  guideDiagnosis(machine(known, { windowSeconds })).systemResources

it('the figures are what the recommendations rest on', () => {
  const known = {
    ...cpu({ user: 9, idle: 1 }),
    meminfo: { MemTotal: 100 * gib, MemAvailable: 10 * gib },
    filesystems: [root(95, 5)],
  }
  expect(guideDiagnosis(machine(known)).recommendations).toHaveLength(3)
})

describe('CPU use as psutil tells it', () => {
  it.each<[string, Partial<CpuTimes>, number]>([
    ['user, nice and system', { user: 1, nice: 1, system: 1, idle: 7 }, 30],
    ['interrupts', { irq: 1, softirq: 1, idle: 8 }, 20],
    ['what the hypervisor took', { steal: 1, idle: 9 }, 10],
    ['guests once only', { user: 4, guest: 4, nice: 1, guestNice: 1, idle: 5 }, 50],
    ['not waiting for disks', { iowait: 5, idle: 5 }, 0],
  ])('counts %s', (_, spent, percent) => {
    expect(resources(cpu(spent)).cpuUsagePercent).toBe(percent)
  })

  it('has one decimal, ties to even', () => {
    expect(resources(cpu({ user: 2009, idle: 1991 })).cpuUsagePercent).toBe(50.2)
    expect(resources(cpu({ user: 1, idle: 2 })).cpuUsagePercent).toBe(33.3)
  })

  it('takes a counter that went back for one that stood still', () => {
    const kernelStat = { first: stat({ user: 5, iowait: 90 }), last: stat({ user: 6, iowait: 1, idle: 1 }) }
    expect(resources({ kernelStat }).cpuUsagePercent).toBe(50)
  })

  it('is not known of one sample, of a still picture or of no time', () => {
    expect(resources({ kernelStat: stat({ user: 5 }) }).cpuUsagePercent).toBeNull()
    expect(resources(cpu({ user: 5 }), null).cpuUsagePercent).toBeNull()
    expect(resources(cpu({})).cpuUsagePercent).toBeNull()
  })

  it('does without the counters that old kernels lack', () => {
    const old = { iowait: null, irq: null, softirq: null, steal: null, guest: null, guestNice: null }
    const kernelStat = { first: stat(old), last: stat({ ...old, user: 1, idle: 3 }) }
    expect(resources({ kernelStat }).cpuUsagePercent).toBe(25)
  })
})

describe('memory and disk as psutil tells them', () => {
  it.each([
    [{ MemTotal: 8 * gib, MemAvailable: 2 * gib, MemFree: gib }, 75, 2],
    [{ MemTotal: 3 * gib, MemAvailable: 2 * gib }, 33.3, 2],
    [{ MemTotal: 2 * gib, MemAvailable: 8 * gib, MemFree: gib }, 50, 1],
    [{ MemTotal: 2 * gib, MemAvailable: 8 * gib }, 0, 2],
    [{ MemTotal: 2 * gib }, null, null],
    [{ MemAvailable: 2 * gib }, null, null],
    [{ MemTotal: 0, MemAvailable: 0 }, null, null],
  ])('of %j %s %% are used and %s GiB available', (meminfo, percent, available) => {
    expect(resources({ meminfo: { ...meminfo } as Record<string, number> })).toMatchObject({
      memoryUsagePercent: percent,
      memoryAvailableGb: available,
    })
  })

  it('the disk is that of /, without what only root may write', () => {
    expect(resources({ filesystems: [{ ...root(9, 1), mountPoint: '/var' }, root(2, 4)] })).toMatchObject({
      diskUsagePercent: 33.3,
      diskFreeGb: 4,
    })
  })

  it('is not known where / is not a disk of its own', () => {
    expect(resources({ filesystems: [{ ...root(9, 1), mountPoint: '/var' }] }).diskUsagePercent).toBeNull()
  })

  it('an empty filesystem is not used', () => {
    expect(resources({ filesystems: [root(0, 0)] }).diskUsagePercent).toBe(0)
  })

  it('load is that of 1, 5 and 15 minutes', () => {
    const loadAverage = { one: 1, five: 2, fifteen: 3, runnable: 4, threads: 5 }
    expect(resources({ loadAverage }).loadAverage).toEqual([1, 2, 3])
  })
})

function root(usedGib: number, availableGib: number): FactTypes['filesystems'][number] {
  return {
    source: '/dev/sda1',
    mountPoint: '/',
    type: 'ext4',
    totalBytes: (usedGib + availableGib + 1) * gib,
    usedBytes: usedGib * gib,
    availableBytes: availableGib * gib,
    inodes: null,
  }
}

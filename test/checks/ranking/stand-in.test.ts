import { describe, expect, it } from 'vitest'
import { pressureTold, slowestDisk, standInFor } from '../../../src/checks/ranking/stand-in.ts'
import type { DiskFacts } from '../../../src/core/index.ts'
import { factsWith, fourCpus, pressure } from './samples.ts'

const disk = (
  name: string,
  about: Partial<DiskFacts['counters']> = {},
  more: Partial<DiskFacts> = {},
): DiskFacts => ({
  name,
  counters: {
    reads: 0,
    readBytes: 0,
    readSeconds: 0,
    writes: 0,
    writtenBytes: 0,
    writeSeconds: 0,
    inFlight: 0,
    busySeconds: 0,
    queueSeconds: 0,
    ...about,
  },
  isPartition: false,
  isVirtual: false,
  rotational: null,
  scheduler: null,
  readAheadBytes: null,
  ...more,
})

describe('in place of pressure figures', () => {
  it('memory is told by the pages that processes looked through themselves', () => {
    const facts = factsWith({ vmstat: { first: { pgscan_direct: 1000 }, last: { pgscan_direct: 46_000 } } })
    expect(standInFor('memory', facts)).toEqual({
      index: 1.5,
      words: 'processes looked for free memory themselves, through 15000 pages a second',
      reads: '/proc/vmstat',
    })
  })

  it('memory is not told where the kernel counts no such pages', () => {
    expect(standInFor('memory', factsWith({ vmstat: { first: {}, last: { pgscan_direct: 9 } } }))).toBeNull()
    expect(standInFor('memory', factsWith({ vmstat: { pgscan_direct: 9 } }))).toBeNull()
    expect(standInFor('memory', factsWith())).toBeNull()
  })

  it('a disk is told by the time that it takes, and the slowest counts', () => {
    const facts = factsWith({
      disks: {
        first: [disk('sda', { reads: 5, readSeconds: 1 }), disk('sdb')],
        last: [
          disk('sda', { reads: 10, readSeconds: 2, writes: 5, writeSeconds: 0.5 }),
          disk('sdb', { writes: 100, writeSeconds: 1 }),
        ],
      },
    })
    expect(standInFor('disk', facts)).toEqual({
      index: 1.5,
      words: 'sda took 150 ms to answer a request',
      reads: '/proc/diskstats',
    })
  })

  it.each([
    ['fewer than ten requests', disk('sda', { reads: 9, readSeconds: 9 })],
    ['a partition', disk('sda', { reads: 99, readSeconds: 9 }, { isPartition: true })],
    ['a device in memory', disk('sda', { reads: 99, readSeconds: 9 }, { isVirtual: true })],
    ['a counter that went back', disk('sda', { reads: 99, readSeconds: -1 })],
    ['a disk that was not there before', disk('sdz', { reads: 99, readSeconds: 9 })],
  ])('%s tells nothing', (_, last) => {
    expect(slowestDisk(factsWith({ disks: { first: [disk('sda')], last: [last] } }))).toBeNull()
  })

  it('one sample tells nothing', () => {
    expect(slowestDisk(factsWith({ disks: [disk('sda', { reads: 99, readSeconds: 9 })] }))).toBeNull()
    expect(slowestDisk(factsWith())).toBeNull()
  })

  it('the run delay is limited to 2 and never below 0', () => {
    const waited = (seconds: number) =>
      standInFor(
        'cpu',
        factsWith({
          effectiveCpu: fourCpus,
          schedulerTimes: {
            first: { runSeconds: 0, runDelaySeconds: 100 },
            last: { runSeconds: 0, runDelaySeconds: 100 + seconds },
          },
        }),
      )
    expect(waited(999)?.index).toBe(2)
    expect(waited(-50)).toMatchObject({ index: 0, words: 'on average 0 threads waited for one of 4 CPUs' })
    expect(waited(7.5)).toMatchObject({
      index: 0.625,
      words: 'on average 2.5 threads waited for one of 4 CPUs',
    })
  })

  it('the run delay needs two samples and the number of CPUs', () => {
    const times = { runSeconds: 0, runDelaySeconds: 1 }
    expect(standInFor('cpu', factsWith({ effectiveCpu: fourCpus, schedulerTimes: times }))).toBeNull()
    expect(standInFor('cpu', factsWith({ schedulerTimes: { first: times, last: times } }))).toBeNull()
  })

  it('nothing is told of a still picture, of another resource, or beside pressure figures', () => {
    const vmstat = { first: { pgscan_direct: 0 }, last: { pgscan_direct: 9 } }
    expect(standInFor('memory', factsWith({ vmstat }, null))).toBeNull()
    expect(standInFor('network', factsWith({ vmstat }))).toBeNull()
    expect(standInFor('memory', factsWith({ vmstat, memoryPressure: pressure(0) }))).toBeNull()
  })
})

describe('pressure figures', () => {
  it.each([
    ['cpu', 'cpuPressure'],
    ['memory', 'memoryPressure'],
    ['disk', 'ioPressure'],
  ] as const)('of %s are %s', (resource, name) => {
    expect(pressureTold(resource, factsWith({ [name]: pressure(0) }))).toBe(true)
    expect(pressureTold(resource, factsWith())).toBe(false)
  })

  it('do not exist for the network', () => {
    expect(pressureTold('network', factsWith())).toBeNull()
  })
})

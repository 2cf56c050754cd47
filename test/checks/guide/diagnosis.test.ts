import { describe, expect, it } from 'vitest'
import { guideDiagnosis } from '../../../src/checks/guide/index.ts'
import type { CpuTimes, FactTypes, InterfaceFacts } from '../../../src/core/index.ts'
import { aProcess, listOf, machine } from '../process/samples.ts'
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

describe("the guide's diagnosis", () => {
  it('has its four sections and recommendations, and null for what was not measured', () => {
    expect(guideDiagnosis(machine({}))).toEqual({
      systemResources: {
        cpuUsagePercent: null,
        memoryUsagePercent: null,
        memoryAvailableGb: null,
        diskUsagePercent: null,
        diskFreeGb: null,
        loadAverage: null,
      },
      databasePerformance: {
        connectionsUsedPercent: null,
        cacheHitPercent: null,
        slowQueries: null,
        because: 'No database was asked.',
      },
      networkPerformance: {
        receivedBytesPerSecond: null,
        sentBytesPerSecond: null,
        retransmittedPercent: null,
        listenOverflows: null,
        establishedConnections: null,
        because: 'Nothing of the network was read.',
      },
      applicationPerformance: {
        busiestProcess: null,
        largestProcess: null,
        eventLoopDelaySeconds: null,
        eventLoopUsagePercent: null,
        heapUsagePercent: null,
        because: 'Nothing of any process was read.',
      },
      recommendations: [],
    })
  })

  it('recommends what its own figures ask for', () => {
    const known = {
      ...cpu({ user: 9, idle: 1 }),
      meminfo: { MemTotal: 100 * gib, MemAvailable: 10 * gib },
      filesystems: [root(95, 5)],
    }
    expect(guideDiagnosis(machine(known)).recommendations).toHaveLength(3)
  })
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

describe('the network', () => {
  const network = (known: Known, windowSeconds: number | null = 2) =>
    guideDiagnosis(machine(known, { windowSeconds })).networkPerformance

  it('has its rates over the window, without the loopback', () => {
    const interfaces = {
      first: [link('lo', 0, 0), link('eth0', 100, 1000), link('eth1', 0, 0)],
      last: [link('lo', 999, 999), link('eth0', 300, 1400), link('eth1', 10, 20), link('new', 5000, 5000)],
    }
    expect(network({ interfaces })).toMatchObject({
      receivedBytesPerSecond: 105,
      sentBytesPerSecond: 210,
      because: null,
    })
  })

  it('has no rates where every counter began anew, in one sample or in a still picture', () => {
    const interfaces = { first: [link('eth0', 100, 0)], last: [link('eth0', 50, 9)] }
    expect(network({ interfaces })).toMatchObject({ receivedBytesPerSecond: null, sentBytesPerSecond: 4.5 })
    expect(network({ interfaces: interfaces.last }).sentBytesPerSecond).toBeNull()
    expect(network({ interfaces }, null).sentBytesPerSecond).toBeNull()
  })

  it('only the loopback carries nothing', () => {
    const interfaces = { first: [link('lo', 1, 1)], last: [link('lo', 9, 9)] }
    expect(network({ interfaces }).receivedBytesPerSecond).toBe(0)
  })

  it('counts retransmissions and overflows of the window', () => {
    const tcp = (OutSegs: number, RetransSegs: number) => ({ Tcp: { OutSegs, RetransSegs } })
    const overflows = (ListenOverflows: number) => ({ TcpExt: { ListenOverflows } })
    const known = {
      snmp: { first: tcp(1000, 5), last: tcp(1200, 15) },
      netstat: { first: overflows(3), last: overflows(10) },
      tcpSockets: { states: { ESTABLISHED: 12 }, listeners: [], destinations: [] },
    }
    expect(network(known)).toMatchObject({
      retransmittedPercent: 5,
      listenOverflows: 7,
      establishedConnections: 12,
    })
    expect(network(known, null)).toMatchObject({ retransmittedPercent: null, listenOverflows: null })
    expect(network({ snmp: { first: tcp(1, 1), last: tcp(1, 1) } }).retransmittedPercent).toBeNull()
    expect(
      network({ tcpSockets: { states: {}, listeners: [], destinations: [] } }).establishedConnections,
    ).toBe(0)
  })
})

describe('applications', () => {
  const application = (known: Known, windowSeconds: number | null = 2) =>
    guideDiagnosis(machine(known, { windowSeconds })).applicationPerformance

  it('names the busiest and the largest process', () => {
    const large = aProcess({ pid: 11, name: 'large', residentBytes: 9 })
    const processes = {
      first: listOf(aProcess({ userSeconds: 1, systemSeconds: 1 }), large),
      last: listOf(aProcess({ userSeconds: 2, systemSeconds: 1.5 }), large),
    }
    expect(application({ processes })).toMatchObject({
      busiestProcess: { name: 'server', pid: 10, cpuCores: 0.75 },
      largestProcess: { name: 'large', pid: 11, residentBytes: 9 },
      because: null,
    })
    expect(application({ processes }, null).busiestProcess).toBeNull()
  })

  it('has what a Node process told', () => {
    const nodeRuntime: FactTypes['nodeRuntime'] = {
      pid: 1,
      nodeVersion: 'v20.19.0',
      loopDelay: { medianSeconds: 0.002, p99Seconds: 0.01, maxSeconds: 0.02, samples: 9 },
      loopUtilization: 0.5,
      gc: null,
      heap: { usedBytes: 1, totalBytes: 2, limitBytes: 4 },
      resources: [],
      cpuCores: [],
    }
    expect(application({ nodeRuntime })).toMatchObject({
      eventLoopDelaySeconds: 0.002,
      eventLoopUsagePercent: 50,
      heapUsagePercent: 25,
    })
    const silent = { ...nodeRuntime, loopDelay: null, loopUtilization: null, heap: null }
    expect(application({ nodeRuntime: silent })).toMatchObject({
      eventLoopDelaySeconds: null,
      eventLoopUsagePercent: null,
      heapUsagePercent: null,
    })
    const limitless = { ...nodeRuntime, heap: { usedBytes: 1, totalBytes: 2, limitBytes: 0 } }
    expect(application({ nodeRuntime: limitless }).heapUsagePercent).toBeNull()
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

function link(name: string, rxBytes: number, txBytes: number): InterfaceFacts {
  return {
    name,
    isPhysical: true,
    isUp: true,
    mtu: 1500,
    speedBitsPerSecond: null,
    duplex: null,
    counters: {
      rxBytes,
      rxPackets: 0,
      rxErrors: 0,
      rxDropped: 0,
      rxFifo: 0,
      txBytes,
      txPackets: 0,
      txErrors: 0,
      txDropped: 0,
      txFifo: 0,
    },
  }
}

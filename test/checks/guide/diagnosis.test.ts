import { describe, expect, it } from 'vitest'
import { guideDiagnosis } from '../../../src/checks/guide/index.ts'
import type { FactTypes, InterfaceFacts } from '../../../src/core/index.ts'
import { aProcess, listOf, machine } from '../process/samples.ts'
import type { Known } from '../ranking/samples.ts'

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

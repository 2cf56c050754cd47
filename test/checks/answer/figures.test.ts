import { describe, expect, it } from 'vitest'
import { figures, figuresOf } from '../../../src/checks/answer/index.ts'
import type { CpuTimes, FactTypes } from '../../../src/core/index.ts'
import { eightGib, factsWith, fourCpus, type Known, pressure } from '../ranking/samples.ts'

const times = (about: Partial<CpuTimes> = {}): FactTypes['kernelStat'] => ({
  total: {
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
    ...about,
  },
  perCpu: {},
  runningProcesses: null,
  blockedProcesses: null,
  forks: null,
  bootTimeSeconds: null,
})
const card = (rxBytes: number, txBytes: number, about: Partial<FactTypes['interfaces'][number]> = {}) => ({
  name: 'eth0',
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
  ...about,
})
const filesystem = (usedBytes: number, availableBytes: number) => ({
  source: '/dev/sda1',
  mountPoint: '/',
  type: null,
  totalBytes: 1000,
  usedBytes,
  availableBytes,
  inodes: null,
})
const value = (name: string, known: Known, windowSeconds: number | null = 2) =>
  figuresOf(factsWith(known, windowSeconds))[name]?.value

describe('a figure', () => {
  it.each<[string, Known, number | undefined]>([
    [
      'cpuUse',
      {
        kernelStat: {
          first: times({ idle: 10 }),
          last: times({
            user: 1,
            nice: 1,
            system: 1,
            irq: 1,
            softirq: 1,
            idle: 12,
            iowait: 2,
            steal: 1,
            guest: 1,
          }),
        },
      },
      0.5,
    ],
    ['cpuUse', { kernelStat: { first: times({ user: 9 }), last: times({ user: 1, idle: 4 }) } }, 0],
    ['cpuUse', { kernelStat: { first: times({ user: 9 }), last: times({ user: 9 }) } }, undefined],
    ['cpuUse', { kernelStat: times({ user: 9 }) }, undefined],
    [
      'loadPerCpu',
      { loadAverage: { one: 6, five: 0, fifteen: 0, runnable: 0, threads: 0 }, effectiveCpu: fourCpus },
      1.5,
    ],
    ['loadPerCpu', { loadAverage: { one: 6, five: 0, fifteen: 0, runnable: 0, threads: 0 } }, undefined],
    ['memoryUse', { effectiveMemory: { ...eightGib, availableBytes: 2 * 2 ** 30 } }, 0.75],
    ['memoryUse', { effectiveMemory: { ...eightGib, availableBytes: null } }, undefined],
    ['diskUse', { filesystems: [filesystem(300, 100), filesystem(100, 300), filesystem(0, 0)] }, 0.75],
    ['diskUse', { filesystems: [filesystem(0, 0)] }, undefined],
    ['networkBitsPerSecond', { interfaces: { first: [card(1000, 500)], last: [card(2000, 1500)] } }, 8000],
    ['networkBitsPerSecond', { interfaces: { first: [card(1000, 0)], last: [card(10, 1000)] } }, 4000],
    ['networkBitsPerSecond', { interfaces: { first: [card(0, 0)], last: [card(0, 0)] } }, 0],
    [
      'networkBitsPerSecond',
      { interfaces: { first: [], last: [card(9, 9), card(9, 9, { name: 'veth0', isPhysical: false })] } },
      undefined,
    ],
    ['networkBitsPerSecond', { interfaces: [card(9, 9)] }, undefined],
    ['cpuPressure', { cpuPressure: pressure(0.25) }, 0.25],
    ['memoryPressure', { memoryPressure: pressure(0.5) }, 0.5],
    ['ioPressure', { ioPressure: pressure(0.75) }, 0.75],
    ['swapUse', { meminfo: { SwapTotal: 100, SwapFree: 25 } }, 0.75],
    ['swapUse', { meminfo: { SwapTotal: 0, SwapFree: 0 } }, 0],
    ['swapUse', { meminfo: { SwapTotal: 100 } }, undefined],
    [
      'swapPagesPerSecond',
      { vmstat: { first: { pswpin: 0, pswpout: 9 }, last: { pswpin: 6, pswpout: 5 } } },
      3,
    ],
    ['swapPagesPerSecond', { vmstat: { first: { pswpin: 0 }, last: { pswpin: 6 } } }, undefined],
    ['swapPagesPerSecond', { vmstat: { pswpin: 6, pswpout: 5 } }, undefined],
    [
      'retransmitted',
      {
        snmp: {
          first: { Tcp: { RetransSegs: 0, OutSegs: 0 } },
          last: { Tcp: { RetransSegs: 50, OutSegs: 1000 } },
        },
      },
      0.05,
    ],
    [
      'retransmitted',
      {
        snmp: {
          first: { Tcp: { RetransSegs: 0, OutSegs: 1 } },
          last: { Tcp: { RetransSegs: 50, OutSegs: 1000 } },
        },
      },
      undefined,
    ],
    [
      'retransmitted',
      {
        snmp: {
          first: { Tcp: { RetransSegs: 9, OutSegs: 0 } },
          last: { Tcp: { RetransSegs: 5, OutSegs: 1000 } },
        },
      },
      undefined,
    ],
    ['retransmitted', { snmp: { first: {}, last: {} } }, undefined],
    ['retransmitted', { snmp: { Tcp: { RetransSegs: 9, OutSegs: 5000 } } }, undefined],
    ['processes', { processes: { processes: [], detailed: 0 } }, 0],
    ['effectiveCpus', { effectiveCpu: fourCpus }, 4],
    ['memoryBytes', { effectiveMemory: eightGib }, 8 * 2 ** 30],
  ])('%s of %j is %j', (name, known, expected) => {
    expect(value(name, known)).toBe(expected)
  })

  it('that is a rate needs a window', () => {
    expect(
      value('networkBitsPerSecond', { interfaces: { first: [card(0, 0)], last: [card(9, 9)] } }, null),
    ).toBeUndefined()
    expect(
      value(
        'swapPagesPerSecond',
        { vmstat: { first: { pswpin: 0, pswpout: 0 }, last: { pswpin: 6, pswpout: 0 } } },
        null,
      ),
    ).toBeUndefined()
  })

  it('that is not known is left out', () => {
    expect(figuresOf(factsWith())).toEqual({})
  })

  it('has its own name', () => {
    const names = figures.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })
})

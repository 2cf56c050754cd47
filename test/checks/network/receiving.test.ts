import { describe, expect, it } from 'vitest'
import { netSoftnet, netUdpBuffers } from '../../../src/checks/network/index.ts'
import { quantity } from '../../../src/core/index.ts'
import { counted, finding, findings } from './samples.ts'

describe('packets that wait for a CPU', () => {
  const cpu = (dropped = 0, squeezed = 0) => ({ processed: 100, dropped, squeezed })
  const softnet = (...last: ReturnType<typeof cpu>[]) => ({ first: last.map(() => cpu()), last })

  it.each([
    { claim: 'none is fine', last: [cpu(), cpu()], window: 3, status: ['pass', 'pass'] },
    { claim: 'nine in 3 s are fine', last: [cpu(9, 9)], window: 3, status: ['pass', 'pass'] },
    {
      claim: 'ten in 3 s warn, on all CPUs together',
      last: [cpu(4), cpu(6)],
      window: 3,
      status: ['warn', 'pass'],
    },
    { claim: 'being squeezed ten times warns', last: [cpu(0, 10)], window: 60, status: ['pass', 'warn'] },
    { claim: 'nineteen in 2 minutes are fine', last: [cpu(19)], window: 120, status: ['pass', 'pass'] },
    { claim: 'twenty in 2 minutes warn', last: [cpu(20)], window: 120, status: ['warn', 'pass'] },
  ])('$claim', ({ last, window, status }) => {
    const found = findings(netSoftnet, { softnet: softnet(...last) }, window)
    expect(found.map((one) => one.status)).toEqual(status)
  })

  it('names the CPU, and what the settings were', () => {
    const sysctls = { 'net.core.netdev_max_backlog': '1000', 'net.core.netdev_budget': '300' }
    const [dropped, squeezed] = findings(netSoftnet, { softnet: softnet(cpu(5), cpu(25, 12)), sysctls })
    expect(dropped).toMatchObject({
      instance: 'dropped',
      because: 'Packets were dropped for lack of a CPU 30 times in 3 s, 25 of them on CPU 1.',
      evidence: { dropped: quantity(30, 'count'), rate: quantity(10, 'per-second') },
    })
    expect(dropped?.advice?.map(({ undo }) => undo)).toEqual([
      undefined,
      expect.stringContaining('netdev_max_backlog=1000;'),
      expect.stringContaining('netdev_budget=300;'),
    ])
    expect(squeezed?.because).toContain('CPUs ran out of their time for packets 12 times')
  })

  it('counts a CPU whose counter was reset as nothing, and says where CPUs came or went', () => {
    const reset = { first: [cpu(9), cpu()], last: [cpu(0), cpu(10)] }
    expect(findings(netSoftnet, { softnet: reset })[0]).toMatchObject({ status: 'warn' })
    expect(finding(netSoftnet, { softnet: { first: [cpu()], last: [cpu(), cpu()] } }).status).toBe('unknown')
  })
})

describe('UDP packets lost at full buffers', () => {
  it.each([
    { receive: 0, send: 0, window: 3, status: ['pass', 'pass'] },
    { receive: 9, send: 10, window: 3, status: ['pass', 'warn'] },
    { receive: 10, send: 9, window: 60, status: ['warn', 'pass'] },
    { receive: 19, send: 20, window: 120, status: ['pass', 'warn'] },
  ])('$receive received and $send sent in $window s: $status', ({ receive, send, window, status }) => {
    const snmp = counted('Udp', { RcvbufErrors: receive, SndbufErrors: send })
    expect(findings(netUdpBuffers, { snmp }, window).map((one) => one.status)).toEqual(status)
  })

  it('tells what was lost, and what the settings were', () => {
    const known = {
      snmp: counted('Udp', { RcvbufErrors: 30 }),
      sysctls: { 'net.core.rmem_max': '212992', 'net.core.rmem_default': '1000' },
    }
    const all = findings(netUdpBuffers, known)
    expect(all).toMatchObject([
      {
        instance: 'receive',
        because: '30 UDP packets were lost at full receive buffers in 3 s.',
        evidence: { lost: quantity(30, 'count'), 'net.core.rmem_max': quantity(212_992, 'bytes') },
      },
    ])
    expect(all[0]?.advice?.[1]?.undo).toContain('rmem_max=212992;')
    expect(all[0]?.advice?.[2]?.undo).toContain('rmem_default=1000;')
  })

  it('is not known where nothing is counted', () => {
    expect(finding(netUdpBuffers, { snmp: counted('Udp', { InDatagrams: 1 }) }).status).toBe('unknown')
  })
})

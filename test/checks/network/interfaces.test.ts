import { describe, expect, it } from 'vitest'
import { netDrops, netErrors } from '../../../src/checks/network/index.ts'
import { quantity } from '../../../src/core/index.ts'
import { counted, finding, findings, grown, link } from './samples.ts'

describe('errors of network interfaces', () => {
  it.each([
    { claim: 'none is fine', counters: { rxPackets: 1000 }, status: 'pass' },
    {
      claim: '1 % warns',
      counters: { rxPackets: 600, txPackets: 400, rxErrors: 4, txErrors: 6 },
      status: 'warn',
    },
    { claim: 'less than 1 % is fine', counters: { rxPackets: 1000, rxErrors: 9 }, status: 'pass' },
    {
      claim: 'four are told, whatever their share',
      counters: { rxPackets: 10, rxErrors: 4 },
      status: 'info',
    },
    { claim: 'five that are half of all warn', counters: { rxPackets: 10, rxErrors: 5 }, status: 'warn' },
    { claim: 'a full buffer is told', counters: { rxPackets: 1000, rxFifo: 1 }, status: 'info' },
    {
      claim: 'a buffer that was full five times warns',
      counters: { rxPackets: 1e6, rxFifo: 2, txFifo: 3 },
      status: 'warn',
    },
    { claim: 'only damaged packets warn', counters: { rxErrors: 50 }, status: 'warn' },
  ])('$claim', ({ counters, status }) => {
    expect(finding(netErrors, { interfaces: grown(counters) }, 3600)).toMatchObject({ status })
  })

  it('tells what was damaged where', () => {
    const interfaces = grown({ rxPackets: 100, txPackets: 100, rxErrors: 10, rxFifo: 6 })
    expect(finding(netErrors, { interfaces })).toMatchObject({
      instance: 'eth0',
      because: '10 of 200 packets on eth0 were damaged (5 %). 6 did not fit into its buffer.',
      evidence: { 'receive errors': quantity(10, 'count'), share: quantity(0.05, 'ratio') },
    })
  })

  it('says how much was looked at where all is fine', () => {
    const interfaces = {
      first: [link(), link({}, { name: 'eth1' })],
      last: [link({ rxPackets: 7 }), link({ txPackets: 3 }, { name: 'eth1' })],
    }
    expect(findings(netErrors, { interfaces })).toMatchObject([
      {
        status: 'pass',
        because: 'No packet was damaged (10 packets on 2 interfaces).',
        evidence: { packets: quantity(10, 'count'), interfaces: quantity(2, 'count') },
      },
    ])
    expect(finding(netErrors, { interfaces: grown({}) }).because).toContain('on 1 interface)')
  })

  it('leaves out the loopback and interfaces that came or were reset meanwhile', () => {
    const bad = { rxPackets: 10, rxErrors: 9 }
    const lo = { name: 'lo' }
    const interfaces = {
      first: [link({}, lo), link({ rxErrors: 10 }, { name: 'eth1' }), link({}, { name: 'eth2' })],
      last: [
        link(bad, lo),
        link(bad, { name: 'eth0' }),
        link(bad, { name: 'eth1' }),
        link(bad, { name: 'eth2' }),
      ],
    }
    expect(findings(netErrors, { interfaces }).map(({ instance }) => instance)).toEqual(['eth2'])
  })

  it('is not known where every interface was reset, and does not apply without one', () => {
    const reset = { first: [link({ rxBytes: 1 })], last: [link()] }
    expect(finding(netErrors, { interfaces: reset }).status).toBe('unknown')
    expect(finding(netErrors, { interfaces: grown({}, { name: 'lo' }) }).status).toBe('not-applicable')
  })
})

describe('packets dropped by this machine', () => {
  it.each([
    {
      claim: '2 % of 10,000 received in 10 minutes warn',
      counters: { rxPackets: 9800, rxDropped: 200 },
      window: 600,
      status: 'warn',
    },
    {
      claim: 'of fewer they are told',
      counters: { rxPackets: 9799, rxDropped: 200 },
      window: 600,
      status: 'info',
    },
    {
      claim: 'less than 2 % are fine',
      counters: { rxPackets: 9810, rxDropped: 190 },
      window: 600,
      status: 'pass',
    },
    {
      claim: '2 % of 1,000 sent in 10 minutes warn',
      counters: { txPackets: 980, txDropped: 20 },
      window: 600,
      status: 'warn',
    },
    {
      claim: 'of 999 they are told',
      counters: { txPackets: 979, txDropped: 20 },
      window: 600,
      status: 'info',
    },
    {
      claim: 'a longer window needs no more',
      counters: { txPackets: 980, txDropped: 20 },
      window: 6000,
      status: 'warn',
    },
    {
      claim: 'a minute needs 1,000 received',
      counters: { rxPackets: 979, rxDropped: 20 },
      window: 60,
      status: 'info',
    },
    {
      claim: 'a minute with 1,000 received warns',
      counters: { rxPackets: 980, rxDropped: 20 },
      window: 60,
      status: 'warn',
    },
    {
      claim: 'a short window needs 100',
      counters: { rxPackets: 90, rxDropped: 9 },
      window: 3,
      status: 'info',
    },
    {
      claim: 'a short window with 100 warns',
      counters: { rxPackets: 90, rxDropped: 10 },
      window: 3,
      status: 'warn',
    },
    { claim: 'four are told', counters: { txPackets: 96, txDropped: 4 }, window: 3, status: 'info' },
    { claim: 'five warn', counters: { txPackets: 95, txDropped: 5 }, window: 3, status: 'warn' },
  ])('$claim', ({ counters, window, status }) => {
    expect(finding(netDrops, { interfaces: grown(counters) }, window)).toMatchObject({ status })
  })

  it('tells both ways, and is judged by the one that was seen often enough', () => {
    const interfaces = grown({ rxPackets: 5, rxDropped: 5, txPackets: 180, txDropped: 20 })
    expect(finding(netDrops, { interfaces })).toMatchObject({
      instance: 'eth0',
      status: 'warn',
      because: 'eth0 dropped 5 of 10 received packets (50 %) and 20 of 200 sent packets (10 %).',
      evidence: { 'received and dropped': quantity(5, 'count'), 'packets sent': quantity(180, 'count') },
    })
  })

  it('finds what the own sending queue refuses, which no interface counts', () => {
    const queue = {
      netstat: counted('TcpExt', { TCPRetransFail: 100 }),
      snmp: counted('Tcp', { OutSegs: 900 }),
    }
    expect(findings(netDrops, { interfaces: grown({ txPackets: 1000 }), ...queue })).toMatchObject([
      {
        instance: 'sending queue',
        status: 'warn',
        because: 'The own sending queue or firewall refused 100 of 1,000 TCP segments (10 %).',
        evidence: { refused: quantity(100, 'count'), 'segments sent': quantity(900, 'count') },
      },
    ])
    const lossy = grown({ txPackets: 500, txDropped: 500 })
    expect(findings(netDrops, { interfaces: lossy, ...queue }).map(({ instance }) => instance)).toEqual([
      'sending queue',
      'eth0',
    ])
    const loopback = grown({}, { name: 'lo' })
    expect(findings(netDrops, { interfaces: loopback, ...queue }).map(({ instance }) => instance)).toEqual([
      'sending queue',
    ])
  })

  it.each([
    { claim: 'few refusals are told', refused: 4, sent: 96, status: 'info' },
    { claim: 'five of 100 warn', refused: 5, sent: 95, status: 'warn' },
    { claim: 'five of 99 are told', refused: 5, sent: 94, status: 'info' },
    { claim: 'a small share is fine', refused: 19, sent: 981, status: 'pass' },
  ])('$claim', ({ refused, sent, status }) => {
    const known = {
      interfaces: grown({}),
      netstat: counted('TcpExt', { TCPRetransFail: refused }),
      snmp: counted('Tcp', { OutSegs: sent }),
    }
    expect(finding(netDrops, known)).toMatchObject({ instance: 'sending queue', status })
  })

  it('is fine without any, also where the queue is not told', () => {
    const none = counted('TcpExt', { TCPRetransFail: 0 })
    const known = { interfaces: grown({}), netstat: none, snmp: counted('Tcp', { OutSegs: 9 }) }
    expect(findings(netDrops, known)).toMatchObject([{ status: 'pass', because: /^No packet was dropped/ }])
    expect(
      findings(netDrops, { interfaces: grown({}), netstat: counted('TcpExt', { TCPRetransFail: 9 }) }),
    ).toMatchObject([{ status: 'pass' }])
  })
})

import { describe, expect, it } from 'vitest'
import { netConntrack, netPorts, netTcpMem, netTimeWait } from '../../../src/checks/network/index.ts'
import { quantity, type TcpSockets } from '../../../src/core/index.ts'
import { counted, finding, findings } from './samples.ts'

function destinations(...counts: [remote: string, count: number][]): TcpSockets {
  return { states: {}, listeners: [], destinations: counts.map(([remote, count]) => ({ remote, count })) }
}

describe('local ports for one destination', () => {
  const sysctls = { 'net.ipv4.ip_local_port_range': '32769\t33768' }

  it.each([
    { count: 799, status: 'pass' },
    { count: 800, status: 'warn' },
    { count: 950, status: 'fail' },
  ])('$count of 1,000: $status', ({ count, status }) => {
    const tcpSockets = destinations(['10.0.0.1:5432', count])
    expect(finding(netPorts, { tcpSockets, sysctls }, null)).toMatchObject({ status })
  })

  it('names each destination that is scarce, the worst first', () => {
    const tcpSockets = destinations(['10.0.0.1:1', 10], ['10.0.0.2:2', 850], ['10.0.0.3:3', 960])
    const [worst, next, ...rest] = findings(netPorts, { tcpSockets, sysctls })
    expect(worst).toMatchObject({
      instance: '10.0.0.3:3',
      because: 'Connections to 10.0.0.3:3 use 960 of 1,000 local ports (96 %).',
      evidence: { connections: quantity(960, 'count'), share: quantity(0.96, 'ratio') },
    })
    expect(worst?.advice?.[1]?.undo).toContain("ip_local_port_range='32769 33768'")
    expect(next?.instance).toBe('10.0.0.2:2')
    expect(rest).toEqual([])
  })

  it('tells the most used where all is fine', () => {
    const tcpSockets = destinations(['10.0.0.1:1', 10], ['10.0.0.2:2', 30])
    expect(findings(netPorts, { tcpSockets, sysctls })).toMatchObject([
      { status: 'pass', because: expect.stringContaining('10.0.0.2:2') },
    ])
    expect(finding(netPorts, { tcpSockets: destinations(), sysctls })).toMatchObject({
      status: 'pass',
      because: 'No connection goes out; 1,000 local ports are free for each destination.',
    })
  })

  it.each(['', '32768', '9 8', 'a b'])('is not known where the range is %j', (range) => {
    const known = { tcpSockets: destinations(), sysctls: { 'net.ipv4.ip_local_port_range': range } }
    expect(finding(netPorts, known).status).toBe('unknown')
  })

  it('is not known without the range', () => {
    expect(finding(netPorts, { tcpSockets: destinations(), sysctls: {} }).status).toBe('unknown')
  })
})

describe('closed connections that wait', () => {
  it.each([
    { tw: 4999, status: 'pass' },
    { tw: 5000, status: 'info' },
  ])('$tw: $status', ({ tw, status }) => {
    expect(finding(netTimeWait, { socketUse: { TCP: { tw } } }, null)).toMatchObject({ status })
  })

  it('tells of those for which there was no room', () => {
    const known = {
      socketUse: { TCP: { tw: 12 } },
      netstat: counted('TcpExt', { TCPTimeWaitOverflow: 7 }),
      sysctls: { 'net.ipv4.tcp_max_tw_buckets': '12' },
    }
    expect(finding(netTimeWait, known)).toMatchObject({
      status: 'info',
      because:
        '12 closed connections wait (TIME_WAIT). 7 more were ended at once, because net.ipv4.tcp_max_tw_buckets allows no more.',
      evidence: {
        'net.ipv4.tcp_max_tw_buckets': quantity(12, 'count'),
        'ended at once': quantity(7, 'count'),
      },
    })
    expect(
      finding(netTimeWait, { ...known, netstat: counted('TcpExt', { TCPTimeWaitOverflow: 0 }) }),
    ).toMatchObject({
      status: 'pass',
      because: '12 closed connections wait (TIME_WAIT).',
    })
  })

  it('is not known where they are not counted', () => {
    expect(finding(netTimeWait, { socketUse: {} }).status).toBe('unknown')
  })
})

describe('memory of TCP', () => {
  const sysctls = { 'net.ipv4.tcp_mem': '300\t400\t1000', 'net.ipv4.tcp_max_orphans': '100' }
  const judged = (tcp: Record<string, number>, more = {}) =>
    findings(netTcpMem, { socketUse: { TCP: tcp }, sysctls, ...more }).map(({ instance, status }) => [
      instance,
      status,
    ])

  it.each([
    { mem: 399, status: 'pass' },
    { mem: 400, status: 'warn' },
    { mem: 899, status: 'warn' },
    { mem: 900, status: 'fail' },
  ])('$mem of 1,000 pages with pressure at 400: $status', ({ mem, status }) => {
    expect(judged({ mem })).toEqual([['memory', status]])
  })

  it.each([
    { orphan: 24, status: 'pass' },
    { orphan: 25, status: 'warn' },
    { orphan: 50, status: 'fail' },
  ])('$orphan of 100 orphans: $status', ({ orphan, status }) => {
    expect(judged({ orphan })).toEqual([['orphans', status]])
  })

  it('fails where connections were ended for lack of memory', () => {
    expect(judged({ mem: 1 }, { netstat: counted('TcpExt', { TCPAbortOnMemory: 1 }) })).toEqual([
      ['memory', 'pass'],
      ['aborted', 'fail'],
    ])
    expect(judged({ mem: 1 }, { netstat: counted('TcpExt', { TCPAbortOnMemory: 0 }) })).toHaveLength(1)
  })

  it('tells bytes, and what twice as much would be', () => {
    const [memory] = findings(netTcpMem, { socketUse: { TCP: { mem: 500 } }, sysctls })
    expect(memory).toMatchObject({
      because:
        'The buffers of TCP take 1.953 MiB, 50 % of their limit. From here on the kernel shrinks them.',
      evidence: { limit: quantity(4_096_000, 'bytes'), share: quantity(0.5, 'ratio') },
    })
    expect(memory?.advice?.[1]).toMatchObject({
      command: "sysctl -w net.ipv4.tcp_mem='600 800 2000'",
      undo: "sysctl -w net.ipv4.tcp_mem='300 400 1000'; rm -f /etc/sysctl.d/90-tcp-mem.conf",
    })
  })

  it('takes the page size of the machine', () => {
    const system = {
      hostname: '',
      kernel: '',
      distribution: null,
      cpuModel: null,
      pageBytes: 65_536,
      container: { inside: false, because: '' },
    }
    const [memory] = findings(netTcpMem, { socketUse: { TCP: { mem: 1 } }, sysctls, system })
    expect(memory?.evidence).toMatchObject({ used: quantity(65_536, 'bytes') })
  })

  it.each([
    { claim: 'limits', known: { socketUse: { TCP: { mem: 1, orphan: 1 } }, sysctls: {} } },
    { claim: 'counts', known: { socketUse: {}, sysctls } },
    {
      claim: 'limits other than 0',
      known: {
        socketUse: { TCP: { mem: 1, orphan: 1 } },
        sysctls: { 'net.ipv4.tcp_mem': '0 0 0', 'net.ipv4.tcp_max_orphans': '0' },
      },
    },
  ])('is not known without $claim', ({ known }) => {
    expect(finding(netTcpMem, known).status).toBe('unknown')
  })
})

describe('connections that the firewall tracks', () => {
  it.each([
    { count: 89, status: 'pass' },
    { count: 90, status: 'warn' },
    { count: 95, status: 'fail' },
  ])('$count of 100: $status', ({ count, status }) => {
    expect(finding(netConntrack, { conntrack: { count, maximum: 100 } }, null)).toMatchObject({
      status,
      because: `${count} of 100 connections are tracked (${count} %).`,
    })
  })

  it('doubles the table, and takes it back', () => {
    const { advice } = finding(netConntrack, { conntrack: { count: 99, maximum: 100 } })
    expect(advice?.[0]).toMatchObject({
      command: 'sysctl -w net.netfilter.nf_conntrack_max=200',
      undo: expect.stringContaining('nf_conntrack_max=100;'),
    })
  })

  it('does not apply where nothing is tracked', () => {
    expect(finding(netConntrack, {})).toMatchObject({ status: 'not-applicable' })
    expect(finding(netConntrack, { conntrack: { count: 1, maximum: 0 } }).status).toBe('not-applicable')
  })
})

import { describe, expect, it } from 'vitest'
import { judge } from '../../../src/checks/judge.ts'
import { netBacklogSysctl, netListenOverflow, netSynQueue } from '../../../src/checks/network/index.ts'
import { quantity, type TcpSockets } from '../../../src/core/index.ts'
import { process, processes } from '../disk/samples.ts'
import { factsWith } from '../ranking/samples.ts'
import { counted, finding } from './samples.ts'

function listening(...queues: [address: string, waiting: number][]): TcpSockets {
  const listeners = queues.map(([address, waiting], inode) => ({ address, waiting, inode }))
  return { states: {}, listeners, destinations: [] }
}

describe('connections refused by full listen queues', () => {
  const netstat = counted('TcpExt', { ListenOverflows: 6, ListenDrops: 6 })
  const tcpSockets = listening(['0.0.0.0:22', 0], ['127.0.0.1:8080', 5], ['[::]:80', 2])

  it.each([
    { dropped: 0, window: 3, status: 'pass' },
    { dropped: 2, window: 3, status: 'info' },
    { dropped: 3, window: 3, status: 'warn' },
    { dropped: 300, window: 60, status: 'fail' },
    { dropped: 300, window: 59, status: 'warn' },
  ])('$dropped in $window s: $status', ({ dropped, window, status }) => {
    const known = { netstat: counted('TcpExt', { ListenDrops: dropped }) }
    expect(finding(netListenOverflow, known, window)).toMatchObject({ status })
  })

  it('names the listener whose queue is fullest', () => {
    const sysctls = { 'net.core.somaxconn': '128' }
    const { because, evidence, advice } = finding(netListenOverflow, { netstat, tcpSockets, sysctls })
    expect(because).toBe(
      '6 connections were dropped at full listen queues, 2/s. The fullest queue is that of 127.0.0.1:8080: 5 wait.',
    )
    expect(evidence).toMatchObject({
      dropped: quantity(6, 'count'),
      listener: '127.0.0.1:8080',
      waiting: quantity(5, 'count'),
      'net.core.somaxconn': quantity(128, 'count'),
    })
    expect(advice?.at(-1)?.undo).toContain('net.core.somaxconn=128;')
  })

  it('counts a connection once that is in both counters', () => {
    const more = counted('TcpExt', { ListenOverflows: 6, ListenDrops: 9 })
    expect(finding(netListenOverflow, { netstat: more }).evidence).toMatchObject({
      dropped: quantity(9, 'count'),
      overflows: quantity(6, 'count'),
    })
    expect(finding(netListenOverflow, { netstat: counted('TcpExt', { ListenOverflows: 6 }) }).status).toBe(
      'warn',
    )
  })

  const culprit = (...list: Parameters<typeof process>[0][]) =>
    judge(
      [netListenOverflow],
      factsWith({ netstat, tcpSockets, processes: processes(list.map((about) => process(about))) }),
    )[0]?.culprit

  it.each([
    {
      claim: 'the only process that is stopped',
      list: [{ pid: 1 }, { pid: 2, name: 'node', state: 'T' }],
      name: 'node (pid 2)',
    },
    {
      claim: 'the process that shows the address',
      list: [
        { pid: 2, name: 'node', state: 'T' },
        { pid: 3, name: 'redis', command: 'redis-server *:8080' },
      ],
      name: 'redis (pid 3)',
    },
    {
      claim: 'the first of several workers with the same command line',
      list: [4, 5].map((pid) => ({ pid, name: 'gunicorn', command: 'gunicorn\0--bind=0.0.0.0:8080' })),
      name: 'gunicorn (pid 4)',
    },
    {
      claim: 'the address where several programs show it',
      list: [
        { pid: 4, name: 'a', command: 'a 127.0.0.1:8080' },
        { pid: 5, name: 'b', command: 'b 127.0.0.1:8080' },
      ],
      name: '127.0.0.1:8080',
    },
    {
      claim: 'the address where a client names the port',
      list: [{ pid: 4, command: 'wrk http://127.0.0.1:8080 -p 8080 :18080' }],
      name: '127.0.0.1:8080',
    },
    {
      claim: 'the address where only a kernel thread is stopped',
      list: [{ pid: 4, isKernelThread: true, state: 'T' }],
      name: '127.0.0.1:8080',
    },
    {
      claim: 'the address without a command line',
      list: [{ pid: 4, command: null }],
      name: '127.0.0.1:8080',
    },
  ])('names $claim', ({ list, name }) => {
    expect(culprit(...list)).toBe(name)
  })

  it('says whose queue it most likely is', () => {
    const list = processes([process({ name: 'node', state: 'T' })])
    expect(finding(netListenOverflow, { netstat, tcpSockets, processes: list }).because).toContain(
      'that of 127.0.0.1:8080, most likely of node (pid 10): 5 wait.',
    )
  })

  it('names nobody where nothing waits, or nothing was dropped', () => {
    const idle = listening(['0.0.0.0:22', 0])
    expect(finding(netListenOverflow, { netstat, tcpSockets: idle }).because).not.toContain('fullest')
    const fine = { netstat: counted('TcpExt', { ListenDrops: 0 }), tcpSockets }
    expect(finding(netListenOverflow, fine)).toMatchObject({ because: 'No listen queue was full.' })
    expect(finding(netListenOverflow, fine).evidence).not.toHaveProperty('listener')
  })

  it('is not known without its counters', () => {
    expect(finding(netListenOverflow, { netstat: counted('TcpExt', { Other: 1 }) }).status).toBe('unknown')
  })
})

describe('queues of half-open connections', () => {
  it.each([
    { counters: { TCPReqQFullDrop: 0 }, window: 3, status: 'pass' },
    { counters: { TCPReqQFullDrop: 1, TCPReqQFullDoCookies: 2 }, window: 3, status: 'warn' },
    { counters: { TCPReqQFullDoCookies: 2 }, window: 3, status: 'pass' },
    { counters: { TCPReqQFullDoCookies: 300 }, window: 60, status: 'fail' },
    { counters: { TCPReqQFullDrop: 300 }, window: 3, status: 'warn' },
    { counters: { Other: 300 }, window: 3, status: 'unknown' },
  ])('$counters in $window s: $status', ({ counters, window, status }) => {
    expect(finding(netSynQueue, { netstat: counted('TcpExt', counters) }, window)).toMatchObject({ status })
  })

  const flooded = counted('TcpExt', { TCPReqQFullDrop: 30, TCPReqQFullDoCookies: 0 })

  it.each([
    { at: 400, text: 'TCP: request_sock_TCP: Possible SYN flooding on port 80.', status: 'fail' },
    { at: 399, text: 'TCP: request_sock_TCP: Possible SYN flooding on port 80.', status: 'warn' },
    { at: 400, text: 'TCP: out of memory', status: 'warn' },
  ])('the kernel log at $at s confirms it or not: $status', ({ at, text, status }) => {
    const kernelLog = [{ atSeconds: at, text }]
    expect(finding(netSynQueue, { netstat: flooded, kernelLog, uptimeSeconds: 1000 })).toMatchObject({
      status,
    })
    expect(finding(netSynQueue, { netstat: flooded, kernelLog }).status).toBe('warn')
  })

  it('says that SYN cookies are off', () => {
    const because = (netstat: typeof flooded, value: string) =>
      finding(netSynQueue, { netstat, sysctls: { 'net.ipv4.tcp_syncookies': value } }).because
    const calm = counted('TcpExt', { TCPReqQFullDrop: 0 })
    expect(because(calm, '0')).toContain('SYN cookies are off')
    expect(because(flooded, '0')).toContain('was full 30 times, 10/s. SYN cookies are off.')
    expect(because(flooded, '1')).not.toContain('cookies')
    expect(because(calm, '1')).toBe('No queue of half-open connections was full.')
  })

  it('takes the change back to what it was', () => {
    const sysctls = { 'net.ipv4.tcp_max_syn_backlog': '256' }
    const { advice, evidence } = finding(netSynQueue, { netstat: flooded, sysctls })
    expect(advice?.at(-1)?.undo).toContain('tcp_max_syn_backlog=256;')
    expect(evidence).toMatchObject({ 'net.ipv4.tcp_max_syn_backlog': quantity(256, 'count') })
  })
})

describe('length of listen queues', () => {
  it.each([
    { value: '128', status: 'info' },
    { value: '510', status: 'info' },
    { value: '511', status: 'pass' },
    { value: '4096', status: 'pass' },
    { value: 'many', status: 'unknown' },
  ])('$value: $status', ({ value, status }) => {
    const sysctls = { 'net.core.somaxconn': value, 'net.ipv4.tcp_max_syn_backlog': '512' }
    expect(finding(netBacklogSysctl, { sysctls }, null)).toMatchObject({ status })
  })

  it('tells what is granted', () => {
    const sysctls = { 'net.core.somaxconn': '128', 'net.ipv4.tcp_max_syn_backlog': '512' }
    expect(finding(netBacklogSysctl, { sysctls })).toMatchObject({
      because: 'A listen queue may hold 128 connections; servers commonly ask for 511.',
      evidence: { 'net.ipv4.tcp_max_syn_backlog': quantity(512, 'count') },
    })
    expect(finding(netBacklogSysctl, { sysctls: {} }).status).toBe('unknown')
  })
})

import { describe, expect, it } from 'vitest'
import { socketAddress } from '../../../src/probes/facts/socket-address.ts'
import { countSockets, parseTcpLines } from '../../../src/probes/facts/tcp-sockets.ts'
import { lastOf, literalFacts } from './literal-snapshot.ts'

const heading =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode'
const line = (local: string, remote: string, state: string, queue = '00000000', inode = 0) =>
  `   0: ${local} ${remote} ${state} 00000000:${queue} 00:00000000 00000000  1000        0 ${inode} 1 0000000000000000 100 0 0 10 0`
const table = (...lines: string[]) => `${[heading, ...lines].join('\n')}\n`
const any = '00000000:0000'
const mapped = '0000000000000000FFFF00000100007F'

describe('an address as the kernel writes it', () => {
  it.each([
    ['0100007F:1F90', '127.0.0.1', 8080],
    ['00000000:0016', '0.0.0.0', 22],
    ['0a0b0c0d:FFFF', '13.12.11.10', 65535],
    ['00000000000000000000000000000000:0050', '[::]', 80],
    ['00000000000000000000000001000000:0050', '[::1]', 80],
    ['B80D0120000000000000000001000000:01BB', '[2001:db8::1]', 443],
    ['B80D012000000100000000000100FF00:01BB', '[2001:db8:1::ff:1]', 443],
    ['B80D0120010002000300040005000600:01BB', '[2001:db8:2:1:4:3:6:5]', 443],
    ['B80D0120000001000300040005000600:01BB', '[2001:db8:1:0:4:3:6:5]', 443],
    [`${mapped}:1F90`, '127.0.0.1', 8080],
  ])('%s is %s port %d', (text, host, port) => {
    expect(socketAddress(text)).toEqual({ host, port })
  })

  it.each([
    '',
    '0100007F',
    '0100007F:',
    '0100007:1F90',
    '0100007F:1F900',
    'X100007F:1F90',
    '0100007F0100007F:1F90',
  ])('%j is damaged', (text) => {
    expect(socketAddress(text)).toBeNull()
  })
})

describe('/proc/net/tcp', () => {
  it('gives sockets with their state, queue and inode', () => {
    expect(parseTcpLines(table(line('0100007F:1F90', any, '0A', '00000081', 4711)))).toEqual([
      { local: '0100007F:1F90', remote: any, state: 'LISTEN', receiveQueue: 129, inode: 4711 },
    ])
  })

  it.each([
    ['01', 'ESTABLISHED'],
    ['02', 'SYN_SENT'],
    ['03', 'SYN_RECV'],
    ['04', 'FIN_WAIT1'],
    ['05', 'FIN_WAIT2'],
    ['06', 'TIME_WAIT'],
    ['07', 'CLOSE'],
    ['08', 'CLOSE_WAIT'],
    ['09', 'LAST_ACK'],
    ['0A', 'LISTEN'],
    ['0B', 'CLOSING'],
    ['0C', 'NEW_SYN_RECV'],
  ])('calls state %s %s', (code, state) => {
    expect(parseTcpLines(table(line('0100007F:1F90', any, code)))?.[0]?.state).toBe(state)
  })

  it('reads a connection that waits to be forgotten, and one with a timer below zero', () => {
    const waiting =
      '   9: 0100007F:A1B2 0200000A:1538 06 00000000:00000000 03:0000176C 00000000     0        0 0 3 0000000000000000'
    const late =
      '  10: 0100007F:A1B3 0200000A:1538 01 00000000:00000000 02:FFFFFFFFFFFFFFFF 00000001   101       -1 77 2'
    expect(parseTcpLines(table(waiting, late))?.map(({ state, inode }) => [state, inode])).toEqual([
      ['TIME_WAIT', 0],
      ['ESTABLISHED', 77],
    ])
  })

  it('leaves damaged lines out, and is null without its heading', () => {
    expect(
      parseTcpLines(table('   0: broken', line('0100007F:1F90', any, 'FF'), line('01', any, '01'))),
    ).toEqual([])
    expect(parseTcpLines(`${line('0100007F:1F90', any, '0A')}\n`)).toBeNull()
    expect(parseTcpLines('')).toBeNull()
  })
})

describe('TCP sockets', () => {
  const postgres = '0200000A:1538'
  const own = (port: string) => `0100000A:${port}`

  it('are counted by state, listeners with their queues', () => {
    const facts = literalFacts({
      '/proc/net/tcp': table(
        line('00000000:0050', any, '0A', '00000003', 11),
        line(own('0050'), '0300000A:C000', '01'),
      ),
      '/proc/net/tcp6': table(line(`${'0'.repeat(32)}:1F90`, `${'0'.repeat(32)}:0000`, '0A', '00000000', 12)),
    })
    expect(facts.tcpSockets).toEqual({
      known: true,
      path: '/proc/net/tcp',
      first: null,
      last: {
        states: { LISTEN: 2, ESTABLISHED: 1 },
        listeners: [
          { address: '0.0.0.0:80', waiting: 3, inode: 11 },
          { address: '[::]:8080', waiting: 0, inode: 12 },
        ],
        destinations: [],
      },
    })
  })

  it('that were opened from here are counted by where they lead, however that is written', () => {
    const facts = literalFacts({
      '/proc/net/tcp': table(
        line(own('C001'), postgres, '01'),
        line(own('C002'), postgres, '06'),
        line(own('C003'), '0300000A:18EB', '01'),
        line(own('C004'), any, '07'),
      ),
      '/proc/net/tcp6': table(
        line(`0000000000000000FFFF00000100000A:C005`, `0000000000000000FFFF00000200000A:1538`, '01'),
      ),
    })
    expect(lastOf(facts, 'tcpSockets').destinations).toEqual([
      { remote: '10.0.0.2:5432', count: 3 },
      { remote: '10.0.0.3:6379', count: 1 },
    ])
  })

  it('that came in at a port that is listened on are not, even where only IPv6 listens', () => {
    const facts = literalFacts({
      '/proc/net/tcp': table(line(own('0050'), '0300000A:C000', '01')),
      '/proc/net/tcp6': table(line(`${'0'.repeat(32)}:0050`, `${'0'.repeat(32)}:0000`, '0A')),
    })
    expect(lastOf(facts, 'tcpSockets').destinations).toEqual([])
  })

  it('lead to the 20 most frequent places, equals in the order of their names', () => {
    const lines = Array.from({ length: 25 }, (_, index) => ({
      local: own('C001'),
      remote: `0${(index % 10).toString()}00000A:${(1000 + index).toString(16).padStart(4, '0').toUpperCase()}`,
      state: 'ESTABLISHED',
      receiveQueue: 0,
      inode: 0,
    }))
    const again = lines.slice(24)
    const { destinations } = countSockets([...lines, ...again])
    expect(destinations.length).toBe(20)
    expect(destinations[0]).toEqual({ remote: '10.0.0.4:1024', count: 2 })
    const others = destinations.slice(1).map(({ remote }) => remote)
    expect(others).toEqual([...others].sort())
  })

  it('are told by either file', () => {
    const six = table(line(`${'0'.repeat(32)}:0050`, `${'0'.repeat(32)}:0000`, '0A'))
    expect(literalFacts({ '/proc/net/tcp6': six }).tcpSockets).toMatchObject({
      known: true,
      path: '/proc/net/tcp6',
    })
    expect(literalFacts({ '/proc/net/tcp': { missing: 'denied' } }).tcpSockets).toEqual({
      known: false,
      reason: 'denied',
      path: '/proc/net/tcp',
    })
    expect(lastOf(literalFacts({ '/proc/net/tcp': table() }), 'tcpSockets')).toEqual({
      states: {},
      listeners: [],
      destinations: [],
    })
  })
})

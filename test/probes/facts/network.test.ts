import { describe, expect, it } from 'vitest'
import { parseProtocolCounters } from '../../../src/probes/facts/protocol-counters.ts'
import { parseSocketUse } from '../../../src/probes/facts/socket-use.ts'
import { parseSoftnet } from '../../../src/probes/facts/softnet.ts'
import { lastOf, literalFacts, windowFacts } from './literal-snapshot.ts'

describe('/proc/net/snmp and netstat', () => {
  it('give counters by protocol, -1 among them', () => {
    const text = [
      'Ip: Forwarding DefaultTTL',
      'Ip: 1 64',
      'IcmpMsg: InType0',
      'IcmpMsg: 5',
      'Tcp: MaxConn ActiveOpens InSegs',
      'Tcp: -1 908528 18446744073709551615',
      '',
    ].join('\n')
    expect(parseProtocolCounters(text)).toEqual({
      Ip: { Forwarding: 1, DefaultTTL: 64 },
      IcmpMsg: { InType0: 5 },
      Tcp: { MaxConn: -1, ActiveOpens: 908528, InSegs: 18446744073709552000 },
    })
  })

  it('leave out what has no value, and pairs that are none', () => {
    const text = 'Tcp: A B C\nTcp: 1 x\nUdp: A\nIp: A\nIp: 3\nEmpty:\nEmpty:\n'
    expect(parseProtocolCounters(text)).toEqual({ Tcp: { A: 1 }, Ip: { A: 3 }, Empty: {} })
  })

  it.each(['', 'Tcp: A B\n', 'Tcp: 1 2\nTcp: 3 4\n', 'Tcp A\nTcp 1\n'])(
    'are null without a pair: %j',
    (text) => {
      expect(parseProtocolCounters(text)).toBeNull()
    },
  )

  it('are two facts', () => {
    const facts = literalFacts({
      '/proc/net/snmp': 'Tcp: OutSegs\nTcp: 7\n',
      '/proc/net/netstat': 'TcpExt: ListenDrops\nTcpExt: 8\n',
    })
    expect(lastOf(facts, 'snmp')['Tcp']).toEqual({ OutSegs: 7 })
    expect(lastOf(facts, 'netstat')['TcpExt']).toEqual({ ListenDrops: 8 })
  })
})

describe('/proc/net/sockstat', () => {
  const four = 'sockets: used 229\nTCP: inuse 4 orphan 0 tw 5 alloc 17 mem 1\nFRAG: inuse 0 memory\n'
  const six = 'TCP6: inuse 17\n'

  it('gives counts by protocol', () => {
    expect(parseSocketUse(four)).toEqual({
      sockets: { used: 229 },
      TCP: { inuse: 4, orphan: 0, tw: 5, alloc: 17, mem: 1 },
      FRAG: { inuse: 0 },
    })
    expect(parseSocketUse('nothing\n')).toBeNull()
  })

  it('is joined with that of IPv6', () => {
    const facts = literalFacts({ '/proc/net/sockstat': four, '/proc/net/sockstat6': six })
    expect(lastOf(facts, 'socketUse')).toMatchObject({ TCP: { tw: 5 }, TCP6: { inuse: 17 } })
    expect(literalFacts({ '/proc/net/sockstat6': six }).socketUse).toMatchObject({ known: false })
    expect(lastOf(literalFacts({ '/proc/net/sockstat': four }), 'socketUse')['TCP6']).toBeUndefined()
  })
})

describe('/proc/net/softnet_stat', () => {
  it.each([
    [
      'of a new kernel',
      '000dfb82 00000029 0000000a 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000001',
    ],
    ['of an old one', '000dfb82 00000029 0000000a 00000000 00000000 00000000 00000000 00000000 00000000'],
    ['of the oldest', '000dfb82 00000029 0000000a'],
  ])('%s gives hexadecimal counts', (_, line) => {
    const cpu = { processed: 916354, dropped: 41, squeezed: 10 }
    expect(parseSoftnet(`${line}\n${line}\n`)).toEqual([cpu, cpu])
  })

  it.each([
    '',
    '000dfb82 00000029\n',
    '000dfb82 00000029 0000000a\nbroken\n',
    '000dfb82 00000029 0000000g\n',
  ])('is null when a line is damaged: %j', (text) => {
    expect(parseSoftnet(text)).toBeNull()
  })
})

describe('tracked connections', () => {
  const folder = '/proc/sys/net/netfilter'

  it('are counted against their most', () => {
    const facts = literalFacts({
      [`${folder}/nf_conntrack_count`]: '123\n',
      [`${folder}/nf_conntrack_max`]: '65536\n',
    })
    expect(lastOf(facts, 'conntrack')).toEqual({ count: 123, maximum: 65536 })
  })

  it('are missing without either', () => {
    expect(literalFacts({ [`${folder}/nf_conntrack_count`]: '123\n' }).conntrack).toEqual({
      known: false,
      reason: 'absent',
      path: `${folder}/nf_conntrack_max`,
    })
    expect(literalFacts({ [`${folder}/nf_conntrack_count`]: 'x\n' }).conntrack).toMatchObject({
      reason: 'unreadable',
    })
  })

  it('have their most at the beginning of a window from its end', () => {
    const facts = windowFacts(
      { [`${folder}/nf_conntrack_count`]: '100\n' },
      { [`${folder}/nf_conntrack_count`]: '200\n', [`${folder}/nf_conntrack_max`]: '300\n' },
    )
    expect(facts.conntrack).toMatchObject({ first: { count: 100, maximum: 300 }, last: { count: 200 } })
  })
})

import { expect, it } from 'vitest'
import { parseProtocolCounters } from '../../../src/probes/facts/protocol-counters.ts'
import { parseSocketUse } from '../../../src/probes/facts/socket-use.ts'
import { describeWithFixtures, fixtureText } from '../../fixtures.ts'

describeWithFixtures('recorded /proc/net files', () => {
  it.each([
    [
      'procnet-snmp-3.19.0',
      { Forwarding: 1, FragCreates: 0 },
      { RetransSegs: 513784, MaxConn: -1, InCsumErrors: 0 },
    ],
    [
      'procnet-snmp-5.14.7',
      { Forwarding: 1, FragCreates: 19 },
      { RetransSegs: 12, MaxConn: 4, InCsumErrors: 15 },
    ],
    ['proc_net_snmp', { Forwarding: 1, FragCreates: 19 }, { RetransSegs: 12, MaxConn: 4, InCsumErrors: 15 }],
  ])('%s gives its fields as written', (file, ip, tcp) => {
    const counters = parseProtocolCounters(fixtureText(`kernel-files/${file}`)) ?? {}
    expect(counters['Ip']).toMatchObject(ip)
    expect(counters['Tcp']).toMatchObject(tcp)
    expect(Object.keys(counters)).toEqual(['Ip', 'Icmp', 'IcmpMsg', 'Tcp', 'Udp', 'UdpLite'])
  })

  it('give every name its own value, in their order', () => {
    const text = fixtureText('kernel-files/proc_net_snmp')
    const names = /^Ip: (Forwarding .*)$/m.exec(text)?.[1]?.split(' ') ?? []
    const counters = parseProtocolCounters(text)?.['Ip']
    expect(Object.entries(counters ?? {})).toEqual(names.map((name, index) => [name, index + 1]))
  })

  it('tell of sockets of IPv6', () => {
    expect(parseSocketUse(fixtureText('kernel-files/proc_net_sockstat6'))).toHaveProperty('TCP6.inuse')
  })
})

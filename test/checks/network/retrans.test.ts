import { describe, expect, it } from 'vitest'
import { netRetrans } from '../../../src/checks/network/index.ts'
import { quantity } from '../../../src/core/index.ts'
import { counted, finding, findings } from './samples.ts'

describe('TCP retransmissions', () => {
  it.each([
    { claim: 'below 1 % is fine', sent: 10_000, again: 99, status: 'pass' },
    { claim: '1 % warns', sent: 10_000, again: 100, status: 'warn' },
    { claim: '5 % of 1,000 fail at once', sent: 1000, again: 50, status: 'fail' },
    { claim: '5 % of 999 warn', sent: 999, again: 50, status: 'warn' },
    { claim: 'five of 100 warn', sent: 100, again: 5, status: 'warn' },
    { claim: 'four of 100 are no verdict', sent: 100, again: 4, status: 'pass' },
    { claim: 'five of 99 are no verdict', sent: 99, again: 5, status: 'pass' },
    { claim: 'where nothing gets through it warns', sent: 5, again: 5, status: 'warn' },
    { claim: 'where next to nothing is sent it is no verdict', sent: 4, again: 4, status: 'pass' },
    { claim: 'most of what is repeated is no verdict below five', sent: 0, again: 4, status: 'pass' },
    { claim: 'an idle machine is fine', sent: 0, again: 0, status: 'pass' },
  ])('$claim', ({ sent, again, status }) => {
    const snmp = counted('Tcp', { OutSegs: sent, RetransSegs: again })
    expect(findings(netRetrans, { snmp })).toMatchObject([{ status }])
  })

  it('finds the loss of 15 % of packets, and of a queue that is too short', () => {
    const lost = {
      snmp: counted('Tcp', { OutSegs: 252_958, RetransSegs: 45_124, ActiveOpens: 0 }),
      netstat: counted('TcpExt', {
        TCPTimeouts: 156,
        TCPLostRetransmit: 7230,
        TCPRetransFail: 0,
        TCPSynRetrans: 0,
      }),
    }
    expect(findings(netRetrans, lost, 6)).toMatchObject([
      {
        status: 'fail',
        because: '18 % of TCP segments were sent again: 45,124 for 252,958 sent, 156 after a stall.',
        evidence: {
          timeouts: quantity(156, 'count'),
          'lost more than once': quantity(7230, 'count'),
          'refused by the own sending queue': quantity(0, 'count'),
        },
      },
    ])
    const limited = counted('Tcp', { OutSegs: 15_838, RetransSegs: 4692 })
    expect(finding(netRetrans, { snmp: limited }, 6).status).toBe('fail')
  })

  it('is never more than all', () => {
    const snmp = counted('Tcp', { OutSegs: 0, RetransSegs: 8 })
    expect(finding(netRetrans, { snmp }).evidence).toMatchObject({ share: quantity(1, 'ratio') })
  })

  it('says where there was too little to judge', () => {
    const because = (sent: number) =>
      finding(netRetrans, { snmp: counted('Tcp', { OutSegs: sent, RetransSegs: 1 }) }).because
    expect(because(50)).toBe('1 of 50 TCP segments were sent again: too few to judge.')
    expect(because(500)).toBe('1 of 500 TCP segments were sent again.')
  })

  it.each([
    { repeated: 3, opened: 0, warns: true },
    { repeated: 3, opened: 59, warns: true },
    { repeated: 3, opened: 60, warns: false },
    { repeated: 2, opened: 0, warns: false },
  ])(
    'opening $opened connections with $repeated repetitions: warns $warns',
    ({ repeated, opened, warns }) => {
      const known = {
        snmp: counted('Tcp', { OutSegs: 0, RetransSegs: 0, ActiveOpens: opened }),
        netstat: counted('TcpExt', { TCPSynRetrans: repeated }),
      }
      const opening = findings(netRetrans, known).find(({ instance }) => instance === 'opening')
      expect(opening?.status).toBe(warns ? 'warn' : undefined)
    },
  )

  it('does not count what opens connections as lost data', () => {
    const known = {
      snmp: counted('Tcp', { OutSegs: 1000, RetransSegs: 60, ActiveOpens: 900 }),
      netstat: counted('TcpExt', { TCPSynRetrans: 51 }),
    }
    expect(findings(netRetrans, known)).toMatchObject([
      { status: 'pass', because: '0.9 % of TCP segments were sent again: 9 for 1,000 sent.' },
      {
        instance: 'opening',
        status: 'warn',
        because:
          'The opening of connections was repeated 51 times, for 900 that were begun here: the other side or a firewall does not answer.',
      },
    ])
    const { snmp } = known
    const more = { snmp, netstat: counted('TcpExt', { TCPSynRetrans: 61 }) }
    expect(finding(netRetrans, more).evidence).toMatchObject({ 'sent again': quantity(0, 'count') })
  })

  it('is not known without its counters or after their reset', () => {
    expect(finding(netRetrans, { snmp: counted('Tcp', { OutSegs: 9 }) }).status).toBe('unknown')
    const { first, last } = counted('Tcp', { OutSegs: 9, RetransSegs: 9 })
    expect(finding(netRetrans, { snmp: { first: last, last: first } }).status).toBe('unknown')
    expect(finding(netRetrans, { snmp: last }, null).status).toBe('unknown')
  })
})

import { describe, expect, it } from 'vitest'
import type { FactFile } from '../../../src/core/index.ts'
import { parseInterfaceCounters } from '../../../src/probes/facts/interface-counters.ts'
import { lastOf, literalFacts, windowFacts } from './literal-snapshot.ts'

const heading = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
`
const counters = {
  rxBytes: 1,
  rxPackets: 2,
  rxErrors: 3,
  rxDropped: 4,
  rxFifo: 5,
  txBytes: 9,
  txPackets: 10,
  txErrors: 11,
  txDropped: 12,
  txFifo: 13,
}
const row = '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16'

describe('/proc/net/dev', () => {
  it('gives counters by name, whether a blank follows it or not', () => {
    const text = `${heading}    lo: ${row}\n  eth0:${row}\n eth0:1: ${row}\n`
    expect(parseInterfaceCounters(text)).toEqual(
      new Map([
        ['lo', counters],
        ['eth0', counters],
        ['eth0:1', counters],
      ]),
    )
  })

  it('leaves damaged lines out', () => {
    const text = `${heading} a: 1 2 3\n b: 1 2 3 4 5 6 7 8 9 10 11 12\n c: ${row.replace('7', 'x')}\n : ${row}\n${row}\n`
    expect(parseInterfaceCounters(text).size).toBe(0)
  })
})

describe('interfaces', () => {
  const folder = '/sys/class/net'
  const one = (files: Record<string, FactFile>, name = 'eth0') =>
    lastOf(literalFacts({ '/proc/net/dev': `${heading}  ${name}: ${row}\n`, ...files }), 'interfaces')[0]

  it('know their link where sysfs shows it', () => {
    expect(
      one({
        [`${folder}/eth0`]: { link: '../../devices/pci0000:00/0000:00:03.0/net/eth0' },
        [`${folder}/eth0/operstate`]: 'up\n',
        [`${folder}/eth0/mtu`]: '1500\n',
        [`${folder}/eth0/speed`]: '1000\n',
        [`${folder}/eth0/duplex`]: 'full\n',
      }),
    ).toEqual({
      name: 'eth0',
      isPhysical: true,
      isUp: true,
      mtu: 1500,
      speedBitsPerSecond: 1e9,
      duplex: 'full',
      counters,
    })
  })

  it('know nothing of it where sysfs does not', () => {
    expect(one({})).toEqual({
      name: 'eth0',
      isPhysical: true,
      isUp: null,
      mtu: null,
      speedBitsPerSecond: null,
      duplex: null,
      counters,
    })
    const refused = {
      [`${folder}/eth0/speed`]: { missing: 'unreadable' as const },
      [`${folder}/eth0/duplex`]: 'unknown\n',
    }
    expect(one(refused)).toMatchObject({ speedBitsPerSecond: null, duplex: null })
    expect(one({ [`${folder}/eth0/speed`]: '-1\n', [`${folder}/eth0/duplex`]: 'half\n' })).toMatchObject({
      speedBitsPerSecond: null,
      duplex: 'half',
    })
  })

  it.each([
    ['up', undefined, true],
    ['down', '1', false],
    ['lowerlayerdown', undefined, false],
    ['dormant', '1', false],
    ['unknown', '1', true],
    ['unknown', '0', false],
    ['unknown', undefined, null],
    [undefined, '1', true],
    [undefined, undefined, null],
  ])('in state %j with carrier %j: up is %j', (state, carrier, isUp) => {
    const file = (name: string, text: string | undefined) =>
      text === undefined ? {} : { [`${folder}/eth0/${name}`]: `${text}\n` }
    expect(one({ ...file('operstate', state), ...file('carrier', carrier) })?.isUp).toBe(isUp)
  })

  it.each<[string, Record<string, FactFile>, boolean]>([
    ['a device of a bus', { [`${folder}/x0`]: { link: '../../devices/pci/net/x0' } }, true],
    ['a virtual device', { [`${folder}/x0`]: { link: '../../devices/virtual/net/x0' } }, false],
    ['a link to a device', { [`${folder}/x0/device`]: { link: '../../../0000:00:03.0' } }, true],
    ['a folder of a device', { [`${folder}/x0/device/vendor`]: '0x8086\n' }, true],
    [
      'a device that was looked for',
      { [`${folder}/x0/device/uevent`]: { missing: 'absent' }, [`${folder}/x0/mtu`]: '1500\n' },
      false,
    ],
    ['no device', { [`${folder}/x0/mtu`]: '1500\n' }, false],
  ])('with %s in sysfs: %j, physical is %j', (_, files, isPhysical) => {
    expect(one(files, 'x0')?.isPhysical).toBe(isPhysical)
  })

  it.each([
    ['eth0', true],
    ['enp6s0', true],
    ['ens18', true],
    ['eno1', true],
    ['em1', true],
    ['wlan0', true],
    ['wlp5s0', true],
    ['ib0', true],
    ['p4p1', true],
    ['lo', false],
    ['veth12ab', false],
    ['docker0', false],
    ['br-1a2b', false],
    ['tun0', false],
    ['virbr0', false],
    ['cali123', false],
  ])('without sysfs are told by name: %s, physical is %j', (name, isPhysical) => {
    expect(one({}, name)?.isPhysical).toBe(isPhysical)
  })

  it('are counted in sysfs where /proc/net/dev is not there', () => {
    const statistics = {
      rx_bytes: 1,
      rx_packets: 2,
      rx_errors: 3,
      rx_dropped: 3,
      rx_missed_errors: 1,
      rx_fifo_errors: 5,
      tx_bytes: 9,
      tx_packets: 10,
      tx_errors: 11,
      tx_dropped: 12,
      tx_fifo_errors: 13,
    }
    const files = Object.fromEntries(
      Object.entries(statistics).map(([name, count]) => [`${folder}/eth0/statistics/${name}`, `${count}\n`]),
    )
    const facts = literalFacts({
      ...files,
      [`${folder}/eth1/mtu`]: '1500\n',
      [`${folder}/bonding_masters`]: '',
    })
    expect(lastOf(facts, 'interfaces')).toMatchObject([{ name: 'eth0', counters }])
    expect(facts.interfaces.path).toBe(folder)
    const { [`${folder}/eth0/statistics/rx_missed_errors`]: _, ...older } = files
    expect(lastOf(literalFacts(older), 'interfaces')[0]?.counters.rxDropped).toBe(3)
    const { [`${folder}/eth0/statistics/rx_dropped`]: __, ...damaged } = files
    expect(literalFacts(damaged).interfaces).toMatchObject({ known: false, reason: 'absent' })
  })

  it('are missing for the reason that says most', () => {
    expect(literalFacts({ '/proc/net/dev': { missing: 'denied' } }).interfaces).toEqual({
      known: false,
      reason: 'denied',
      path: '/proc/net/dev',
    })
    expect(literalFacts({ '/sys/class/net': { missing: 'timeout' } }).interfaces).toEqual({
      known: false,
      reason: 'timeout',
      path: '/sys/class/net',
    })
    expect(literalFacts({ '/proc/net/dev': 'broken\n' }).interfaces).toMatchObject({ reason: 'unreadable' })
  })

  it('are physical at the beginning of a window as at its end', () => {
    const dev = { '/proc/net/dev': `${heading}  x0: ${row}\n` }
    const facts = windowFacts(dev, { ...dev, [`${folder}/x0`]: { link: '../../devices/pci/net/x0' } })
    expect(facts.interfaces).toMatchObject({ first: [{ isPhysical: true }], last: [{ isPhysical: true }] })
  })
})

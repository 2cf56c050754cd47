import { describe, expect, it } from 'vitest'
import { parseDefaultRoutes, parseIpv6DefaultRoutes } from '../../src/probes/default-routes.ts'
import { gatherLink } from '../../src/probes/link.ts'
import { parseLinkSpeed } from '../../src/probes/link-speed.ts'
import { type LiteralFile, literalFiles, literalPlatform } from '../worlds.ts'

const head = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT'
const row = (name: string, metric: number, flags = '0003', destination = '00000000', mask = '00000000') =>
  `${name}\t${destination}\t010200C0\t${flags}\t0\t0\t${metric}\t${mask}\t0\t0\t0   `
const zeros = '0'.repeat(32)
const row6 = (name: string, metric: string, flags = '00000003', destination = zeros, prefix = '00') =>
  `${destination} ${prefix} ${zeros} 00 fd000000000000000000000000000001 ${metric} 00000002 00000000 ${flags}     ${name}`

describe('the link of the default route', () => {
  it.each<[string, Record<string, LiteralFile>, string, number]>([
    [
      'the only one',
      { '/proc/net/route': `${head}\n${row('eth0', 0)}\n`, '/sys/class/net/eth0/speed': '1000\n' },
      'eth0',
      1e9,
    ],
    [
      'the one with the lowest metric',
      {
        '/proc/net/route': [head, row('wlan0', 600), row('eth1', 100), row('eth2', 100)].join('\n'),
        '/sys/class/net/eth1/speed': '25000\n',
      },
      'eth1',
      25e9,
    ],
    [
      'not a route to a network',
      {
        '/proc/net/route': [head, row('docker0', 0, '0001', '000011AC', '0000FFFF'), row('eth0', 9)].join(
          '\n',
        ),
        '/sys/class/net/eth0/speed': '10\n',
      },
      'eth0',
      1e7,
    ],
    [
      'that of IPv6 where IPv4 has no way out',
      {
        '/proc/net/route': `${head}\n`,
        '/proc/net/ipv6_route': [
          row6('lo', 'ffffffff', '00200200'),
          row6('eth3', '00000400'),
          row6('eth4', '00000100'),
          row6('eth5', '00000001', '00000001', `fe80${'0'.repeat(28)}`, '40'),
        ].join('\n'),
        '/sys/class/net/eth4/speed': '2500',
      },
      'eth4',
      2.5e9,
    ],
    [
      'that of IPv4 where both have one',
      {
        '/proc/net/route': row('eth0', 500),
        '/proc/net/ipv6_route': row6('eth1', '00000001'),
        '/sys/class/net/eth0/speed': '100',
      },
      'eth0',
      1e8,
    ],
  ])('is %s', (_, files, name, bitsPerSecond) => {
    const link = gatherLink(literalFiles(files), literalPlatform())
    expect(link).toMatchObject({ ok: true, value: { interface: name, bitsPerSecond, doubts: [] } })
  })

  it('says where its figure comes from', () => {
    const files = literalFiles({ '/proc/net/route': row('eth0', 100), '/sys/class/net/eth0/speed': '1000' })
    expect(gatherLink(files, literalPlatform())).toMatchObject({
      value: {
        because:
          'The default route in /proc/net/route (metric 100) leaves through eth0, for which /sys/class/net/eth0/speed states 1000 Mbit/s.',
      },
    })
  })

  it.each<[string, Record<string, LiteralFile>, string]>([
    [
      'the kernel states -1',
      { '/proc/net/route': row('eth0', 0), '/sys/class/net/eth0/speed': '-1\n' },
      'unreadable',
    ],
    [
      'the driver refuses',
      { '/proc/net/route': row('eth0', 0), '/sys/class/net/eth0/speed': { missing: 'unreadable' } },
      'unreadable',
    ],
    ['the interface has no such file', { '/proc/net/route': row('eth0', 0) }, 'absent'],
    ['there is no default route', { '/proc/net/route': `${head}\n` }, 'absent'],
    [
      'the default route is a rejection',
      { '/proc/net/route': row('lo', 0, '0201'), '/sys/class/net/lo/speed': '1000' },
      'absent',
    ],
    ['the default route is down', { '/proc/net/route': row('eth0', 0, '0002') }, 'absent'],
    ['the routes are denied', { '/proc/net/route': { missing: 'denied' } }, 'denied'],
    ['nothing is there', {}, 'absent'],
  ])('is a reason, never 0, when %s', (_, files, reason) => {
    expect(gatherLink(literalFiles(files), literalPlatform())).toEqual({ ok: false, reason })
  })

  it('is absent where there is no Linux', () => {
    const files = literalFiles({ '/proc/net/route': row('eth0', 0), '/sys/class/net/eth0/speed': '1000' })
    expect(gatherLink(files, literalPlatform({ os: 'win32' }))).toEqual({ ok: false, reason: 'absent' })
  })

  it.each<[string, Record<string, LiteralFile>, number]>([
    [
      'a veth, whose 10 Gbit/s are made up, carries',
      { '/sys/class/net/eth0': { link: '../../devices/virtual/net/eth0' } },
      1,
    ],
    [
      'a bond, which adds up its members, does not carry',
      {
        '/sys/class/net/eth0': { link: '../../devices/virtual/net/eth0' },
        '/sys/class/net/eth0/lower_eth1': { link: '../eth1' },
      },
      0,
    ],
    [
      'a card does not carry',
      { '/sys/class/net/eth0': { link: '../../devices/pci0000:00/0000:00:03.0/net/eth0' } },
      0,
    ],
  ])('%s a doubt', (_, files, count) => {
    const link = gatherLink(
      literalFiles({ '/proc/net/route': row('eth0', 0), '/sys/class/net/eth0/speed': '10000', ...files }),
      literalPlatform(),
    )
    expect(link.ok && link.value.doubts.length).toBe(count)
  })
})

describe('parsing of links', () => {
  it.each([
    ['1000\n', 1e9],
    ['10', 1e7],
    ['400000', 4e11],
    ['0', null],
    ['-1\n', null],
    ['4294967295', null],
    ['65535', null],
    ['', null],
    ['fast', null],
  ])('a speed of %j is %j bits per second', (text, bitsPerSecond) => {
    expect(parseLinkSpeed(text)).toBe(bitsPerSecond)
  })

  it('keeps every default route in its order, and no name that is a path', () => {
    expect(
      parseDefaultRoutes([head, row('a', 2), row('../etc', 1), row('..', 1), row('b', 1)].join('\n')),
    ).toEqual([
      { interface: 'a', metric: 2 },
      { interface: 'b', metric: 1 },
    ])
    expect(parseIpv6DefaultRoutes(`${row6('a', '000000ff')}\nnothing\n`)).toEqual([
      { interface: 'a', metric: 255 },
    ])
  })
})

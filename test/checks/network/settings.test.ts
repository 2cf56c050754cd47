import { describe, expect, it } from 'vitest'
import { netBuffers, netMtu, netTcpOptions } from '../../../src/checks/network/index.ts'
import { quantity } from '../../../src/core/index.ts'
import { counted, finding, findings, link } from './samples.ts'

describe('settings of TCP', () => {
  const names = ['tcp_window_scaling', 'tcp_sack', 'tcp_slow_start_after_idle']
  const settings = (...values: string[]) =>
    Object.fromEntries(values.map((value, index) => [`net.ipv4.${names[index]}`, value]))

  it.each([
    { values: ['1', '1', '0'], poor: [] },
    { values: ['0', '1', '0'], poor: ['net.ipv4.tcp_window_scaling'] },
    { values: ['1', '0', '1'], poor: ['net.ipv4.tcp_sack', 'net.ipv4.tcp_slow_start_after_idle'] },
    { values: ['1'], poor: [] },
  ])('$values: $poor', ({ values, poor }) => {
    const found = findings(netTcpOptions, { sysctls: settings(...values) }, null)
    expect(found.flatMap(({ status, instance }) => (status === 'info' ? [instance] : []))).toEqual(poor)
    expect(found.some(({ status }) => status === 'pass')).toBe(poor.length === 0)
  })

  it('advises the other value, and takes it back', () => {
    const { advice, evidence } = finding(netTcpOptions, { sysctls: settings('1', '1', '1') })
    expect(evidence).toEqual({ 'net.ipv4.tcp_slow_start_after_idle': '1' })
    expect(advice).toMatchObject([
      {
        command: 'sysctl -w net.ipv4.tcp_slow_start_after_idle=0',
        persist:
          'echo net.ipv4.tcp_slow_start_after_idle=0 > /etc/sysctl.d/90-tcp_slow_start_after_idle.conf',
        undo: 'sysctl -w net.ipv4.tcp_slow_start_after_idle=1; rm -f /etc/sysctl.d/90-tcp_slow_start_after_idle.conf',
      },
    ])
  })

  it('are not known where none could be read', () => {
    expect(finding(netTcpOptions, { sysctls: {} }).status).toBe('unknown')
  })
})

describe('largest buffers of TCP', () => {
  const fast = { speedBitsPerSecond: 10e9 }
  const sysctls = { 'net.ipv4.tcp_rmem': '4096\t131072\t6291456', 'net.ipv4.tcp_wmem': '4096 16384 16777216' }

  it('are told where they are small for a link of 10 Gbit/s', () => {
    const [receive, send] = findings(netBuffers, { interfaces: [link({}, fast)], sysctls }, null)
    expect(receive).toMatchObject({
      instance: 'tcp_rmem',
      status: 'info',
      because: 'A connection may buffer 6 MiB to receive, on a link of 10 Gbit/s.',
      evidence: { largest: quantity(6_291_456, 'bytes') },
    })
    expect(receive?.advice?.[0]).toMatchObject({
      command: "sysctl -w 'net.ipv4.tcp_rmem=4096 131072 16777216'",
      undo: "sysctl -w 'net.ipv4.tcp_rmem=4096 131072 6291456'; rm -f /etc/sysctl.d/90-tcp_rmem.conf",
    })
    expect(send).toMatchObject({ instance: 'tcp_wmem', status: 'pass', because: /to send/ })
  })

  it.each([
    { claim: 'is slower', about: { speedBitsPerSecond: 9.9e9 } },
    { claim: 'states no speed', about: { speedBitsPerSecond: null } },
    { claim: 'is virtual', about: { ...fast, isPhysical: false } },
    { claim: 'is down', about: { ...fast, isUp: false } },
  ])('do not matter where the link $claim', ({ about }) => {
    expect(finding(netBuffers, { interfaces: [link({}, about)], sysctls }).status).toBe('not-applicable')
  })

  it('are not known where they could not be read', () => {
    const known = { interfaces: [link({}, fast)], sysctls: { 'net.ipv4.tcp_rmem': '4096 1' } }
    expect(finding(netBuffers, known).status).toBe('unknown')
  })
})

describe('packets too large for their way', () => {
  const tunnel = (mtu: number, about = {}) => link({}, { name: 'vxlan0', isPhysical: false, mtu, ...about })

  it.each([
    { claim: 'a tunnel with room for its headers', links: [link(), tunnel(1450)], status: 'pass' },
    { claim: 'a tunnel without', links: [link(), tunnel(1451)], status: 'warn' },
    {
      claim: 'a tunnel over the larger of two links',
      links: [link(), link({}, { mtu: 9000 }), tunnel(8950)],
      status: 'pass',
    },
    {
      claim: 'a link below that is down',
      links: [link(), link({}, { mtu: 9000, isUp: false }), tunnel(8950)],
      status: 'warn',
    },
    { claim: 'a tunnel that is down', links: [link(), tunnel(1500, { isUp: false })], status: 'pass' },
    {
      claim: 'a bridge, which adds no headers',
      links: [link(), tunnel(1500, { name: 'docker0' })],
      status: 'pass',
    },
    { claim: 'a tunnel over nothing that is known', links: [tunnel(1500)], status: 'pass' },
    { claim: 'no sizes', links: [link({}, { mtu: null })], status: 'unknown' },
    { claim: 'the loopback alone', links: [link({}, { name: 'lo' })], status: 'unknown' },
  ])('$claim: $status', ({ links, status }) => {
    expect(finding(netMtu, { interfaces: links }, null)).toMatchObject({ status })
  })

  it('advises the size that fits', () => {
    const { because, advice } = finding(netMtu, { interfaces: [link(), tunnel(1500, { name: 'flannel.1' })] })
    expect(because).toBe(
      'The tunnel flannel.1 promises packets of 1500 bytes, and the link below it has room for 1450.',
    )
    expect(advice?.[1]).toMatchObject({
      command: 'ip link set dev flannel.1 mtu 1450',
      undo: 'ip link set dev flannel.1 mtu 1500',
    })
  })

  it.each([
    { probes: 0, fragments: 0, status: 'pass' },
    { probes: 1, fragments: 3, status: 'info' },
    { probes: 2, fragments: 3, status: 'warn' },
  ])('$probes probes and $fragments packets that did not pass: $status', ({ probes, fragments, status }) => {
    const known = {
      interfaces: [link()],
      netstat: counted('TcpExt', { TCPMTUPFail: probes }),
      snmp: counted('Ip', { FragFails: fragments }),
    }
    expect(finding(netMtu, known)).toMatchObject({ status })
  })
})

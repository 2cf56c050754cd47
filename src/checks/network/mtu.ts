import { type Fact, type InterfaceFacts, type ProtocolCounters, quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck, type Reading } from '../define-check.ts'
import { grownIn } from './counted.ts'

/** What the outer headers of VXLAN and Geneve take over IPv4. */
const overheadBytes = 50
const tunnels = /^(vxlan|flannel|geneve|genev_sys|cilium_vxlan|cilium_geneve|antrea-tun)/
const fewestTooLarge = 5

export const netMtu = defineCheck({
  id: 'net.mtu',
  group: 'network',
  resource: 'network',
  role: 'errors',
  title: 'Packets too large for their way',
  meaning:
    'Packets that were too large for the link that they had to take, and tunnels (VXLAN, Geneve) that promise more room than the link below them has: their headers take 50 bytes of each packet. Small requests work then, large ones hang.',
  reads: '/sys/class/net/*/mtu, /proc/net/netstat (TCPMTUPFail), /proc/net/snmp (Ip FragFails)',
  source: 'house values',
  needs: ['interfaces'],
  uses: ['netstat', 'snmp'],
  worst: 'warn',
  evaluate({ facts }) {
    const links = facts.interfaces.last
    const readings = [...tooLarge(facts.netstat, facts.snmp), ...mismatches(links)]
    if (readings.length > 0) return readings
    const sizes = links.filter(({ name, mtu }) => name !== 'lo' && mtu !== null)
    if (sizes.length === 0) return { unknown: 'No interface tells its MTU.' }
    return {
      value: null,
      status: 'pass',
      because: 'No packet was too large for its way, as far as this machine sees.',
      evidence: Object.fromEntries(
        sizes.slice(0, 8).map(({ name, mtu }) => [name, quantity(mtu ?? 0, 'bytes')]),
      ),
    }
  },
  advice: [
    {
      text: 'Find the largest packet that gets through, with the address of a peer: lower 1472 (1500 less 28) until it does.',
      command: 'ping -c 3 -M do -s 1472 {peer}',
      risk: 'none',
    },
    {
      text: 'Give the tunnel 50 bytes less than the link below it; keep it in the configuration of what makes the tunnel.',
      command: 'ip link set dev {tunnel} mtu {fitting}',
      undo: 'ip link set dev {tunnel} mtu {before}',
      risk: 'reload',
    },
    {
      text: 'Where a firewall hides that packets are too large, let TCP find out by itself.',
      command: 'sysctl -w net.ipv4.tcp_mtu_probing=1',
      persist: "echo 'net.ipv4.tcp_mtu_probing = 1' > /etc/sysctl.d/90-mtu-probing.conf",
      undo: 'sysctl -w net.ipv4.tcp_mtu_probing=0; rm -f /etc/sysctl.d/90-mtu-probing.conf',
      risk: 'none',
    },
  ],
})

function tooLarge(netstat: Fact<ProtocolCounters>, snmp: Fact<ProtocolCounters>): Reading[] {
  const probes = grownIn(netstat, 'TcpExt', 'TCPMTUPFail') ?? 0
  const fragments = grownIn(snmp, 'Ip', 'FragFails') ?? 0
  const count = probes + fragments
  if (count === 0) return []
  return [
    {
      instance: 'packets',
      value: null,
      // A few are how a way's size is found out.
      status: count >= fewestTooLarge ? 'warn' : 'info',
      because: `${formatQuantity(count)} packets were too large for their way.`,
      evidence: {
        'not to be fragmented': quantity(fragments, 'count'),
        'probes that failed': quantity(probes, 'count'),
      },
    },
  ]
}

function mismatches(links: readonly InterfaceFacts[]): Reading[] {
  const below = links.flatMap(({ isPhysical, isUp, mtu }) =>
    isPhysical && isUp !== false && mtu !== null ? [mtu] : [],
  )
  if (below.length === 0) return []
  // Which link a tunnel takes is not told: one that fits none of them fits nowhere.
  const fitting = Math.max(...below) - overheadBytes
  return links.flatMap(({ name, isUp, mtu }): Reading[] => {
    if (mtu === null || isUp === false || !tunnels.test(name) || mtu <= fitting) return []
    return [
      {
        instance: name,
        value: null,
        status: 'warn',
        because: `The tunnel ${name} promises packets of ${mtu} bytes, and the link below it has room for ${fitting}.`,
        evidence: { tunnel: quantity(mtu, 'bytes'), 'room below': quantity(fitting, 'bytes') },
        names: { tunnel: name, fitting: String(fitting), before: String(mtu) },
      },
    ]
  })
}

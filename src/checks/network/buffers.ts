import { quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck } from '../define-check.ts'
import { sysctlList } from './sysctl-list.ts'

const fastBitsPerSecond = 10e9
const enoughBytes = 16 * 2 ** 20

export const netBuffers = defineCheck({
  id: 'net.buffers',
  group: 'network',
  resource: 'network',
  role: 'config',
  title: 'Largest buffers of TCP',
  meaning:
    'A connection cannot have more on its way than its largest buffer holds. On a link of 10 Gbit/s or more 16 MiB are what a round trip of 13 ms takes; on slower links the defaults suffice and larger ones only cost memory, so nothing is advised there.',
  reads: '/proc/sys/net/ipv4/tcp_rmem and tcp_wmem, /sys/class/net/*/speed',
  source: 'tuned network-throughput 16 MiB, for fast links only',
  needs: ['interfaces', 'sysctls'],
  thresholds: { unit: 'bytes', direction: 'below', warn: enoughBytes - 1 },
  worst: 'info',
  evaluate({ facts }) {
    const speeds = facts.interfaces.last
      .filter(({ isPhysical, isUp }) => isPhysical && isUp !== false)
      .map(({ speedBitsPerSecond }) => speedBitsPerSecond ?? 0)
    const fastest = Math.max(0, ...speeds)
    if (fastest < fastBitsPerSecond) {
      return {
        notApplicable: 'No link of 10 Gbit/s or more is known here: the defaults suffice for slower ones.',
      }
    }
    const readings = (['tcp_rmem', 'tcp_wmem'] as const).flatMap((name) => {
      const sizes = sysctlList(facts.sysctls.last, `net.ipv4.${name}`)
      const [least, usual, most] = sizes ?? []
      if (sizes === null || most === undefined) return []
      const way = name === 'tcp_rmem' ? 'receive' : 'send'
      return {
        instance: name,
        value: most,
        because: `A connection may buffer ${formatQuantity(most, 'bytes')} to ${way}, on a link of ${formatQuantity(fastest, 'bits-per-second')}.`,
        evidence: { largest: quantity(most, 'bytes'), link: quantity(fastest, 'bits-per-second') },
        names: {
          setting: `net.ipv4.${name}=${least} ${usual} ${enoughBytes}`,
          before: `net.ipv4.${name}=${sizes.join(' ')}`,
          file: `/etc/sysctl.d/90-${name}.conf`,
        },
      }
    })
    return readings.length > 0 ? readings : { unknown: 'net.ipv4.tcp_rmem and tcp_wmem could not be read.' }
  },
  advice: [
    {
      text: 'Where single connections over a long way are slow, let them buffer 16 MiB; each that needs it takes that much memory.',
      command: 'sysctl -w {setting}',
      persist: 'echo {setting} > {file}',
      undo: 'sysctl -w {before}; rm -f {file}',
      risk: 'none',
    },
  ],
})

import { type Fact, type Pressure, quantity, type Status } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { accused, topProcess } from '../culprit.ts'
import { defineCheck, type Thresholds } from '../define-check.ts'
import { growth } from '../growth.ts'
import { sysctlNumber } from '../sysctl-number.ts'
import { needsTwoSamples, percent } from '../words.ts'
import { manyPages, swapTraffic } from './swap-traffic.ts'

const periodSeconds = 1800
const felt = 0.05
const longFelt = 0.1

export const memSwapIo = defineCheck({
  id: 'mem.swap-io',
  group: 'memory',
  resource: 'memory',
  role: 'saturation',
  title: 'Swapping',
  meaning:
    'Pages go out to swap, or are read back from it, because programs use more memory than there is. The value is how much of the memory would go out within 30 minutes at this pace; 10 pages a second are worth a warning. Reading back alone, with nothing waiting, is only the end of an old shortage.',
  reads: '/proc/vmstat, /proc/meminfo',
  source: 'netdata 30 % of memory in 30 minutes (cleared at 20 %); atop 10 pages a second',
  needs: ['vmstat', 'meminfo', 'system'],
  uses: ['memoryPressure', 'processes', 'sysctls'],
  rate: { periodSeconds },
  thresholds: { unit: 'ratio', direction: 'above', fail: 0.3, failClear: 0.2 },
  evaluate({ facts, windowSeconds, thresholds }) {
    const traffic = swapTraffic(facts.vmstat, windowSeconds)
    const total = facts.meminfo.last['MemTotal'] ?? 0
    if (facts.vmstat.last['pswpout'] === undefined) return { notApplicable: 'The kernel has no swap.' }
    if (traffic === null) return { unknown: needsTwoSamples }
    if (total <= 0) return { unknown: '/proc/meminfo does not tell MemTotal.' }
    const { pageBytes } = facts.system.last
    const pace = (traffic.out * pageBytes * periodSeconds) / total
    const some = facts.memoryPressure.known ? facts.memoryPressure.last.some : null
    const faulting = topProcess(facts.processes, (before, after) =>
      growth(before.majorFaults, after.majorFaults),
    )
    const settings = facts.sysctls.known ? facts.sysctls.last : null
    const swappiness = sysctlNumber(settings, 'vm.swappiness')
    const rate = (pages: number) => formatQuantity(pages * pageBytes, 'bytes-per-second')
    return {
      value: pace,
      ...statusOf(traffic, pace, some?.avg10 ?? 0, thresholds),
      because: `Swap takes ${rate(traffic.out)} and gives back ${rate(traffic.in)}: in 30 minutes ${percent(pace)} of the memory would go out.`,
      evidence: {
        out: quantity(traffic.out * pageBytes, 'bytes-per-second'),
        in: quantity(traffic.in * pageBytes, 'bytes-per-second'),
        'pages out': quantity(traffic.out, 'per-second'),
        'pages in': quantity(traffic.in, 'per-second'),
        'of memory in 30 min': quantity(pace, 'ratio'),
      },
      ...agreed(facts.memoryPressure),
      ...accused(faulting?.process, swappiness === null ? {} : { swappiness: String(swappiness) }),
    }
  },
  advice: [
    {
      text: 'See who holds memory in swap; take fewer workers, limit caches and heaps, or add memory.',
      command: 'grep VmSwap /proc/[0-9]*/status | sort -k2 -n | tail',
      risk: 'none',
    },
    {
      text: 'Let the kernel give up page cache before it swaps.',
      command: 'sysctl -w vm.swappiness=10',
      persist: 'echo vm.swappiness=10 > /etc/sysctl.d/90-swappiness.conf',
      undo: 'rm -f /etc/sysctl.d/90-swappiness.conf; sysctl -w vm.swappiness={swappiness}',
      risk: 'none',
    },
  ],
})

/** By the pace where that is bad enough; otherwise any real traffic is a warning, pages that only come back a lesser one. */
function statusOf(
  traffic: { out: number; in: number },
  pace: number,
  waiting: number,
  { fail = Number.POSITIVE_INFINITY }: Thresholds,
): { status?: Status } {
  if (pace >= fail) return {}
  if (traffic.out >= manyPages) return { status: 'warn' }
  if (traffic.in < manyPages) return {}
  return { status: waiting >= felt ? 'warn' : 'info' }
}

function agreed(pressure: Fact<Pressure>): { confirmed?: string } {
  if (!pressure.known) return {}
  const share = Math.max(pressure.last.some.avg60, pressure.last.some.avg300)
  return share < longFelt
    ? {}
    : { confirmed: `The kernel agrees: memory pressure was ${percent(share)} over the last minutes.` }
}

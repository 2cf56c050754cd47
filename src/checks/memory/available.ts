import { quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck } from '../define-check.ts'
import { percent } from '../words.ts'
import { withLargest } from './largest.ts'

export const memAvailable = defineCheck({
  id: 'mem.available',
  group: 'memory',
  resource: 'memory',
  role: 'utilization',
  title: 'Available memory',
  meaning:
    'The share of memory that programs can still take without swapping. It counts the page cache that can be given up, so that it is low only when memory is really short.',
  reads: '/proc/meminfo',
  source: 'netdata 10 % (cleared at 15 %), node_exporter mixin 10 %; 3 % is a house value',
  needs: ['meminfo'],
  uses: ['processes'],
  thresholds: { unit: 'ratio', direction: 'below', warn: 0.1, fail: 0.03, warnClear: 0.15 },
  evaluate({ facts }) {
    const total = facts.meminfo.last['MemTotal']
    const available = availableBytes(facts.meminfo.last)
    if (total === undefined || total <= 0 || available === null)
      return { unknown: '/proc/meminfo tells neither MemAvailable nor what it is made of.' }
    const share = available.bytes / total
    const { evidence, ...suspect } = withLargest(facts.processes)
    return {
      value: share,
      because: `${percent(share)} of the memory is available: ${formatQuantity(available.bytes, 'bytes')} of ${formatQuantity(total, 'bytes')}${available.isEstimate ? ', estimated as this old kernel does not tell' : ''}.`,
      evidence: {
        available: quantity(available.bytes, 'bytes'),
        total: quantity(total, 'bytes'),
        ...evidence,
      },
      ...suspect,
    }
  },
  advice: [
    {
      text: 'See which processes hold the memory; then give caches a limit, take fewer workers, or add memory.',
      command: 'ps -eo pid,rss,comm --sort=-rss | head',
      risk: 'none',
    },
    {
      text: 'Watch whether the largest grows: a process that only grows leaks.',
      command: 'lewis-perf diagnose process {pid}',
      risk: 'none',
    },
  ],
})

/** Kernels before 3.14 do not tell it. */
function availableBytes(
  meminfo: Readonly<Record<string, number>>,
): { bytes: number; isEstimate: boolean } | null {
  const told = meminfo['MemAvailable']
  if (told !== undefined) return { bytes: told, isEstimate: false }
  const [free, cached] = [meminfo['MemFree'], meminfo['Cached']]
  if (free === undefined || cached === undefined) return null
  const droppable = cached - (meminfo['Shmem'] ?? 0) + (meminfo['Buffers'] ?? 0)
  return { bytes: free + Math.max(0, droppable), isEstimate: true }
}

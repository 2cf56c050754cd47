import { quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { accused, processName, topProcess } from '../culprit.ts'
import { defineCheck } from '../define-check.ts'
import { growth } from '../growth.ts'
import { needsTwoSamples } from '../words.ts'

/** Pages a second; fewer are the odd moment of a machine that copies files. */
const manyScanned = 100

export const memMajorFaults = defineCheck({
  id: 'mem.major-faults',
  group: 'memory',
  resource: 'memory',
  role: 'saturation',
  title: 'Major page faults',
  meaning:
    'How often a program touched memory that first had to be read from a disk. Many of them, or programs that have to look for free memory themselves (direct reclaim), mean that what is worked with does not fit into memory.',
  reads: '/proc/vmstat',
  source:
    'node_exporter mixin 500 a second over 15 minutes; Gregg: scanning is saturation; 100 scanned pages a second is a house value',
  needs: ['vmstat'],
  uses: ['processes'],
  rate: { periodSeconds: 900 },
  thresholds: { unit: 'per-second', direction: 'above', warn: 500 },
  worst: 'warn',
  evaluate({ facts, windowSeconds, thresholds }) {
    const { first, last } = facts.vmstat
    const faults = growth(first?.['pgmajfault'], last['pgmajfault'])
    if (faults === null) return { unknown: needsTwoSamples }
    const perSecond = faults / windowSeconds
    const scanned = grown(facts.vmstat, /^pgscan_direct(?!_throttle)(?:_\w+)?$/) / windowSeconds
    const stalls = grown(facts.vmstat, /^allocstall(?:_\w+)?$/) / windowSeconds
    const top = topProcess(facts.processes, (before, after) => growth(before.majorFaults, after.majorFaults))
    const isOver = perSecond >= (thresholds.warn ?? Number.POSITIVE_INFINITY)
    const searched =
      scanned > 0 ? ` Programs looked through ${formatQuantity(scanned)} pages a second for free memory.` : ''
    return {
      value: perSecond,
      status: isOver || scanned >= manyScanned ? 'warn' : scanned > 0 ? 'info' : 'pass',
      because: `${formatQuantity(perSecond)} major page faults a second.${searched}`,
      evidence: {
        faults: quantity(perSecond, 'per-second'),
        'pages scanned directly': quantity(scanned, 'per-second'),
        'allocations stalled': quantity(stalls, 'per-second'),
        ...(top === null
          ? {}
          : { most: `${processName(top.process)}, ${formatQuantity(top.value / windowSeconds)} a second` }),
      },
      ...accused(top?.process),
    }
  },
  advice: [
    {
      text: 'See who faults; give it more memory, or let it work on less at a time.',
      command: 'ps -eo pid,maj_flt,rss,comm --sort=-maj_flt | head',
      risk: 'none',
    },
  ],
})

/** Kernels before 4.8 and 4.10 count some of these by zone. */
function grown(
  { first, last }: { first: Record<string, number> | null; last: Record<string, number> },
  names: RegExp,
): number {
  return Object.entries(last)
    .filter(([name]) => names.test(name))
    .reduce((sum, [name, count]) => sum + (growth(first?.[name], count) ?? 0), 0)
}

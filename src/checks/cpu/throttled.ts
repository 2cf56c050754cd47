import { type CgroupCpu, quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { isWithin, type SeenCgroup, seenCgroups, thisContainer } from '../cgroups.ts'
import { defineCheck, type Reading, type Thresholds } from '../define-check.ts'
import { growth } from '../growth.ts'
import { limitAdvice, raiseLimit } from '../raise-limit.ts'
import { percent } from '../words.ts'
import { withBusiest } from './busiest.ts'

/** Fewer periods, because the group hardly ran, make no share. */
const fewestPeriods = 10
/** Five minutes of the usual period of 100 ms: what the kernel counted for less is no memory. */
const rememberedPeriods = 3000

export const cpuThrottled = defineCheck({
  id: 'cpu.throttled',
  group: 'cpu',
  resource: 'cpu',
  role: 'saturation',
  title: 'CPU throttling',
  meaning:
    'A cgroup with a CPU quota that uses it up is stopped until the next period, mostly 100 ms later: its requests wait although CPUs are free. The value is the share of its periods in which that happened.',
  reads: 'cg/cpu.stat',
  source: 'kubernetes-mixin 25 % over 15 minutes; 50 % is a house value',
  needs: ['cgroups'],
  absentMeans: 'No cgroup can be seen here.',
  uses: ['ownCgroup', 'system', 'processes'],
  rate: { periodSeconds: 900 },
  thresholds: { unit: 'ratio', direction: 'above', warn: 0.25, fail: 0.5 },
  evaluate({ facts, windowSeconds, thresholds }) {
    const limited = seenCgroups(facts).filter(({ now }) => now.cpu !== null && now.cpu.quotaCores !== null)
    if (limited.length === 0) return { notApplicable: 'No cgroup here has a CPU quota.' }
    return limited.map((group): Reading => {
      const { processes } = facts
      const inside = { ...processes, ...(processes.known ? { last: within(processes.last, group) } : {}) }
      const { evidence } = withBusiest(inside, windowSeconds)
      const reading = readingOf(group, windowSeconds, thresholds)
      return { ...reading, evidence: { ...reading.evidence, ...evidence } }
    })
  },
  advice: [
    ...limitAdvice('cpu'),
    {
      text: 'Or let it start fewer threads and workers than its quota has CPUs.',
      command: 'cat {folder}/cpu.stat',
      risk: 'none',
    },
  ],
})

function readingOf(group: SeenCgroup, windowSeconds: number, thresholds: Thresholds): Reading {
  const { now, before, name } = group
  const { cpu } = now
  const quota = cpu?.quotaCores ?? 0
  const periods = growth(before?.cpu?.periods, cpu?.periods)
  const throttled = growth(before?.cpu?.throttledPeriods, cpu?.throttledPeriods)
  const limits = { quota: quantity(quota, 'cores') }
  if (periods === null || throttled === null)
    return { instance: name, value: null, status: 'unknown', because: whyUnknown(group), evidence: limits }
  const share = periods > 0 ? throttled / periods : 0
  const stopped = growth(before?.cpu?.throttledSeconds, cpu?.throttledSeconds)
  const used = growth(before?.cpu?.usageSeconds, cpu?.usageSeconds)
  const raise = raiseLimit('cpu', now, { limit: quota, raised: quota * 2, isOwn: name === thisContainer })
  return {
    instance: name,
    value: share,
    because:
      periods === 0
        ? `${named(name)} did not run in the window.`
        : `${named(name)} was throttled in ${percent(share)} of its periods: its quota is ${formatQuantity(quota, 'cores')}.`,
    evidence: {
      throttled: quantity(share, 'ratio'),
      periods: quantity(periods, 'count'),
      ...limits,
      ...(used === null ? {} : { used: quantity(used / windowSeconds, 'cores') }),
      ...(stopped === null ? {} : { 'stopped, a second': quantity(stopped / windowSeconds, 'seconds') }),
    },
    ...(periods < fewestPeriods ? { atMost: 'info' } : {}),
    ...sinceItBegan(before?.cpu ?? null, periods, thresholds),
    culprit: name,
    names: raise.names,
    advice: [...raise.advice, ...cpuThrottled.advice.slice(-1)],
  }
}

function whyUnknown({ before, now }: SeenCgroup): string {
  if (now.cpu?.periods == null || now.cpu.throttledPeriods === null)
    return 'The kernel does not tell here how often it was throttled.'
  return before === null
    ? 'It was not there yet at the first sample.'
    : 'Its periods began anew between the samples.'
}

/** The kernel counts since the group began: what it counted before the window tells of longer than the window. */
function sinceItBegan(
  before: CgroupCpu | null,
  periods: number,
  { warn = 0 }: Thresholds,
): { confirmed?: string } {
  const earlier = before?.periods ?? 0
  const throttled = before?.throttledPeriods ?? 0
  if (earlier < Math.max(periods, rememberedPeriods) || throttled / earlier < warn) return {}
  return {
    confirmed: `It was throttled in ${percent(throttled / earlier)} of all ${formatQuantity(earlier)} periods before.`,
  }
}

function named(name: string): string {
  return name === thisContainer ? 'This container' : name
}

function within<T extends { processes: readonly { cgroup: string | null }[] }>(
  list: T,
  { now }: SeenCgroup,
): T {
  return {
    ...list,
    processes: list.processes.filter(({ cgroup }) => cgroup !== null && isWithin(cgroup, now.path)),
  }
}

import { quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { type SeenCgroup, seenCgroups, thisContainer } from '../cgroups.ts'
import { defineCheck, type Reading } from '../define-check.ts'
import { growth } from '../growth.ts'
import { limitAdvice, raiseLimit } from '../raise-limit.ts'
import { percent } from '../words.ts'

export const cpuCgroupUsage = defineCheck({
  id: 'cpu.cgroup-usage',
  group: 'cpu',
  resource: 'cpu',
  role: 'utilization',
  title: 'CPU quota in use',
  meaning:
    'How much of its CPU quota a cgroup uses. At 100 % it is throttled; before that there is no harm, but no room either.',
  reads: 'cg/cpu.stat, cg/cpu.max, cg/cpuacct.usage, cg/cpu.cfs_quota_us',
  source: 'netdata 95 % (cleared at 85 %); for Kubernetes 85 %',
  needs: ['cgroups'],
  absentMeans: 'No cgroup can be seen here.',
  uses: ['ownCgroup', 'system'],
  rate: { periodSeconds: 600 },
  thresholds: { unit: 'ratio', direction: 'above', warn: 0.95, warnClear: 0.85 },
  worst: 'warn',
  evaluate({ facts, windowSeconds }) {
    const readings = seenCgroups(facts).flatMap((group) => readingOf(group, windowSeconds))
    return readings.length === 0 ? { notApplicable: 'No cgroup here has a CPU quota.' } : readings
  },
  advice: limitAdvice('cpu'),
})

function readingOf({ now, before, name }: SeenCgroup, windowSeconds: number): Reading[] {
  const quota = now.cpu?.quotaCores ?? null
  if (quota === null) return []
  const used = growth(before?.cpu?.usageSeconds, now.cpu?.usageSeconds)
  const evidence = { quota: quantity(quota, 'cores') }
  if (used === null)
    return [{ instance: name, value: null, status: 'unknown', because: whyUnknown(before, now), evidence }]
  const cores = used / windowSeconds
  const raise = raiseLimit('cpu', now, { limit: quota, raised: quota * 2, isOwn: name === thisContainer })
  return [
    {
      instance: name,
      value: cores / quota,
      because: `${name === thisContainer ? 'This container' : name} used ${percent(cores / quota)} of its quota of ${formatQuantity(quota, 'cores')}.`,
      evidence: { ...evidence, used: quantity(cores, 'cores'), share: quantity(cores / quota, 'ratio') },
      culprit: name,
      ...raise,
    },
  ]
}

function whyUnknown(before: SeenCgroup['before'], now: SeenCgroup['now']): string {
  if (now.cpu?.usageSeconds == null) return 'The kernel does not tell here how much CPU time it used.'
  return before === null
    ? 'It was not there yet at the first sample.'
    : 'Its CPU time began anew between the samples.'
}

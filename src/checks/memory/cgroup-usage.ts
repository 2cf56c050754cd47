import { type CgroupFacts, type Fact, type MemoryFacts, quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { isWithin, type SeenCgroup, seenCgroups, thisContainer, tightest } from '../cgroups.ts'
import { defineCheck, type Reading, type Thresholds } from '../define-check.ts'
import { limitAdvice, raiseLimit } from '../raise-limit.ts'
import { percent } from '../words.ts'
import { withLargest } from './largest.ts'

export const memCgroupUsage = defineCheck({
  id: 'mem.cgroup-usage',
  group: 'memory',
  resource: 'memory',
  role: 'utilization',
  title: 'Memory limit in use',
  meaning:
    'How much of its memory limit a cgroup needs: its usage without the page cache that can be given up at once. At the limit the kernel kills a process in it.',
  reads:
    'cg/memory.current, cg/memory.max, cg/memory.stat, cg/memory.usage_in_bytes, cg/memory.limit_in_bytes',
  source: 'netdata 90/98 % (cleared at 80/90 %); working set as cAdvisor counts it',
  needs: ['cgroups'],
  absentMeans: 'No cgroup can be seen here.',
  uses: ['ownCgroup', 'system', 'effectiveMemory', 'processes'],
  thresholds: { unit: 'ratio', direction: 'above', warn: 0.9, fail: 0.98, warnClear: 0.8, failClear: 0.9 },
  evaluate({ facts, thresholds }) {
    const groups = seenCgroups(facts)
    const readings = groups.flatMap((group): Reading[] => {
      const limit = limitOf(group, groups, facts.effectiveMemory)
      if (limit === null) return []
      const { evidence, ...suspect } = withLargest(
        facts.processes,
        ({ cgroup }) => cgroup !== null && isWithin(cgroup, group.now.path),
      )
      const reading = readingOf(group, limit, thresholds)
      return [
        {
          ...reading,
          evidence: { ...reading.evidence, ...evidence },
          names: { ...suspect.names, ...reading.names },
        },
      ]
    })
    return readings.length === 0 ? { notApplicable: 'No cgroup here has a memory limit.' } : readings
  },
  advice: [
    ...limitAdvice('memory'),
    {
      text: 'Or let it need less: a smaller heap or cache, fewer workers; watch whether its largest process only grows.',
      command: 'lewis-perf diagnose process {pid}',
      risk: 'none',
    },
  ],
})

/** The tightest of the group's own limit and those above it, where it has one; limits above all memory do not limit. */
function limitOf(
  { now, name }: SeenCgroup,
  groups: readonly SeenCgroup[],
  memory: Fact<MemoryFacts>,
): number | null {
  const total = memory.known ? memory.last.totalBytes : Number.POSITIVE_INFINITY
  // The limit of a container may be set above what it can see.
  const hidden = name === thisContainer && memory.known ? memory.last.limitBytes : null
  if (now.memory === null || (now.memory.limitBytes === null && hidden === null)) return null
  const seen = tightest(groups, now.path, (group: CgroupFacts) => group.memory?.limitBytes ?? null)
  const limit = Math.min(seen?.value ?? Number.POSITIVE_INFINITY, hidden ?? Number.POSITIVE_INFINITY)
  return limit > 0 && limit < total && Number.isFinite(limit) ? limit : null
}

function readingOf({ now, name }: SeenCgroup, limit: number, { warn = 1 }: Thresholds): Reading {
  const { usageBytes: usage = null, inactiveFileBytes: cache = null } = now.memory ?? {}
  const called = name === thisContainer ? 'This container' : name
  const limits = { limit: quantity(limit, 'bytes') }
  const working = usage === null ? null : Math.max(0, usage - (cache ?? 0))
  // With the cache in it the usage says only that all is well, or nothing.
  if (working === null || (cache === null && working / limit >= warn))
    return {
      instance: name,
      value: null,
      status: 'unknown',
      because: `The working set of ${name} cannot be told: its usage or its cache is not readable.`,
      evidence: limits,
    }
  const raise = raiseLimit('memory', now, { limit, raised: limit * 1.5, isOwn: name === thisContainer })
  return {
    instance: name,
    value: working / limit,
    because: `${called} needs ${percent(working / limit)} of its memory limit: ${formatQuantity(working, 'bytes')} of ${formatQuantity(limit, 'bytes')}.`,
    evidence: {
      'working set': quantity(working, 'bytes'),
      ...limits,
      ...(usage === null ? {} : { usage: quantity(usage, 'bytes') }),
    },
    culprit: name,
    names: raise.names,
    advice: [...raise.advice, ...memCgroupUsage.advice.slice(-1)],
  }
}
